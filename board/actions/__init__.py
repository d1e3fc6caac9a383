from board.actions.archive import ask_archive, build_piece, stop_archive
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
    "Overtaken",
    "TopicClosed",
    "ask_archive",
    "build_piece",
    "close_topic",
    "discard_topic",
    "draft_topic",
    "edit_topic",
    "hide_reply",
    "hide_topic",
    "post_reply",
    "publish_topic",
    "show_reply",
    "show_topic",
    "stop_archive",
]
