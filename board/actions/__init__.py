from board.actions.assignment import AssignedMeanwhile, assign_topic, finish_assignment
from board.actions.reply import QuoteHidden, TopicClosed, hide_reply, post_reply, show_reply
from board.actions.standing import mark_reply
from board.actions.talk import TalkExists, begin_talk
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
    "AssignedMeanwhile",
    "Overtaken",
    "QuoteHidden",
    "TalkExists",
    "TopicClosed",
    "assign_topic",
    "begin_talk",
    "close_topic",
    "discard_topic",
    "draft_topic",
    "edit_topic",
    "finish_assignment",
    "hide_reply",
    "hide_topic",
    "mark_reply",
    "post_reply",
    "publish_topic",
    "show_reply",
    "show_topic",
]
