from board.actions.audience import CutsOff, change_audience
from board.actions.life import SteppedBefore, close_overdue, last_step, reopen_topic, step_topic
from board.actions.reply import TopicClosed, hide_reply, post_reply, show_reply
from board.actions.topic import (
    Overtaken,
    close_topic,
    discard_topic,
    draft_topic,
    edit_topic,
    hide_topic,
    publish_topic,
    show_topic,
)

__all__ = [
    "CutsOff",
    "Overtaken",
    "SteppedBefore",
    "TopicClosed",
    "change_audience",
    "close_overdue",
    "close_topic",
    "discard_topic",
    "draft_topic",
    "edit_topic",
    "hide_reply",
    "hide_topic",
    "last_step",
    "post_reply",
    "publish_topic",
    "reopen_topic",
    "show_reply",
    "show_topic",
    "step_topic",
]
