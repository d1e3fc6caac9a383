from board.actions.files import describe_files
from board.actions.link_card import describe_link, read_link_again
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
    "close_topic",
    "describe_files",
    "describe_link",
    "discard_topic",
    "draft_topic",
    "edit_topic",
    "hide_reply",
    "hide_topic",
    "post_reply",
    "publish_topic",
    "read_link_again",
    "show_reply",
    "show_topic",
]
