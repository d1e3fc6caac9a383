from board.actions.bookmark import put_bookmark, remove_bookmark
from board.actions.pin import pin_topic, unpin_topic
from board.actions.reply import TopicClosed, hide_reply, post_reply, show_reply
from board.actions.saved_filter import delete_filter, move_filter, rename_filter, save_filter
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
    "Overtaken",
    "TopicClosed",
    "close_topic",
    "delete_filter",
    "discard_topic",
    "draft_topic",
    "edit_topic",
    "hide_reply",
    "hide_topic",
    "move_filter",
    "pin_topic",
    "post_reply",
    "publish_topic",
    "put_bookmark",
    "remove_bookmark",
    "rename_filter",
    "save_filter",
    "show_reply",
    "show_topic",
    "unpin_topic",
]
