from board.actions.audience import CutsOff, change_audience
from board.actions.life import SteppedBefore, close_overdue, last_step, reopen_topic, step_topic
from board.actions.held import approve_held, hold_reply, return_held
from board.actions.merge import merge_topic, unmerge_topic
from board.actions.order import lock_topic, move_topic, unlock_topic
from board.actions.reply import TopicClosed, hide_reply, post_reply, show_reply
from board.actions.report import decide_report, report_post
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
    "approve_held",
    "close_topic",
    "decide_report",
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
    "hold_reply",
    "lock_topic",
    "merge_topic",
    "move_topic",
    "post_reply",
    "publish_topic",
    "report_post",
    "return_held",
    "show_reply",
    "show_topic",
    "unlock_topic",
    "unmerge_topic",
]
