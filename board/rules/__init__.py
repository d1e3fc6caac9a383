from board.rules.marks import (
    can_bookmark_topic,
    can_pin_topic,
    can_see_readings,
    can_unpin_topic,
    leaves_reading,
)
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
    "can_bookmark_topic",
    "can_close_topic",
    "can_discard_topic",
    "can_edit_topic",
    "can_hide_reply",
    "can_hide_topic",
    "can_pin_topic",
    "can_post_reply",
    "can_post_topic",
    "can_publish_topic",
    "can_read_reply",
    "can_see_readings",
    "can_show_reply",
    "can_show_topic",
    "can_unpin_topic",
    "leaves_reading",
]
