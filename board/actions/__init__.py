from board.actions.draft import autosave_topic, keep_aside, restore_version
from board.actions.reply import TopicClosed, hide_reply, post_reply, show_reply
from board.actions.reply_edit import ReplyOvertaken, edit_reply, keep_reply_aside
from board.actions.schedule import publish_scheduled, schedule_topic, unschedule_topic
from board.actions.topic import (
    Overtaken,
    close_topic,
    demand_latest,
    discard_topic,
    draft_topic,
    edit_topic,
    hide_topic,
    publish_topic,
    show_topic,
)

__all__ = [
    "Overtaken",
    "ReplyOvertaken",
    "TopicClosed",
    "autosave_topic",
    "close_topic",
    "demand_latest",
    "discard_topic",
    "draft_topic",
    "edit_reply",
    "edit_topic",
    "hide_reply",
    "hide_topic",
    "keep_aside",
    "keep_reply_aside",
    "post_reply",
    "publish_scheduled",
    "publish_topic",
    "restore_version",
    "schedule_topic",
    "show_reply",
    "show_topic",
    "unschedule_topic",
]
