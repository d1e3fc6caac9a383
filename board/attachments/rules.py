from board.replies.models import Reply
from board.replies.rules import can_edit_reply
from board.topics.models import Topic
from board.topics.rules import can_edit_topic

_CAN_CHANGE_OWNER = {
    Topic: can_edit_topic,
    Reply: can_edit_reply,
}


def can_describe_files(user, owner) -> bool:
    """Whoever may edit what a file is attached to describes it."""
    return _CAN_CHANGE_OWNER[type(owner)](user, owner)
