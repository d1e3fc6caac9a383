from board.replies.models import Reply
from board.replies.rules import can_describe_reply_files
from board.topics.models import Topic
from board.topics.rules import can_edit_topic

_CAN_CHANGE_OWNER = {
    Topic: can_edit_topic,
    Reply: can_describe_reply_files,
}


def can_describe_files(user, owner) -> bool:
    """Whoever may edit what a file is attached to describes it."""
    return _CAN_CHANGE_OWNER[type(owner)](user, owner)
