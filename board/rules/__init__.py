from board.rules.archive import can_ask_archive, can_stop_archive
from board.rules.reply import can_hide_reply, can_post_reply, can_read_reply, can_show_reply
from board.rules.topic import (
    can_close_topic,
    can_discard_topic,
    can_edit_topic,
    can_hide_topic,
    can_post_topic,
    can_publish_topic,
    can_show_topic,
)

__all__ = [
    "can_ask_archive",
    "can_close_topic",
    "can_discard_topic",
    "can_edit_topic",
    "can_hide_reply",
    "can_hide_topic",
    "can_post_reply",
    "can_post_topic",
    "can_publish_topic",
    "can_read_reply",
    "can_show_reply",
    "can_show_topic",
    "can_stop_archive",
]
