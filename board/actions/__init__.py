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
from board.actions.watch import (
    add_watch,
    change_watch,
    keep_topic_watch,
    remove_watch,
    reset_watches,
    set_rhythm,
    set_topic_watch,
)

__all__ = [
    "Overtaken",
    "TopicClosed",
    "add_watch",
    "change_watch",
    "close_topic",
    "discard_topic",
    "draft_topic",
    "edit_topic",
    "hide_reply",
    "hide_topic",
    "keep_topic_watch",
    "post_reply",
    "publish_topic",
    "remove_watch",
    "reset_watches",
    "set_rhythm",
    "set_topic_watch",
    "show_reply",
    "show_topic",
]
