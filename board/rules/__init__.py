from board.rules.reply import (
    can_edit_reply,
    can_hide_reply,
    can_post_reply,
    can_read_reply,
    can_show_reply,
)
from board.rules.topic import (
    can_close_topic,
    can_discard_topic,
    can_edit_topic,
    can_hide_topic,
    can_post_topic,
    can_publish_topic,
    can_restore_version,
    can_show_topic,
    can_write_aside,
)

__all__ = [
    "can_close_topic",
    "can_discard_topic",
    "can_edit_reply",
    "can_edit_topic",
    "can_hide_reply",
    "can_hide_topic",
    "can_post_reply",
    "can_post_topic",
    "can_publish_topic",
    "can_read_reply",
    "can_restore_version",
    "can_show_reply",
    "can_show_topic",
    "can_write_aside",
]
