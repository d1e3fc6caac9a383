"""Who may hide, lock and move what was posted."""

from board.topics.models import Topic
from board.topics.rules import owns_topic


def can_lock_topic(user, topic) -> bool:
    return user.is_secretariat and not topic.is_draft and not topic.is_locked and not topic.merged_into_id


def can_unlock_topic(user, topic) -> bool:
    return user.is_secretariat and topic.is_locked


def can_move_topic(user, topic) -> bool:
    """The secretariat moves what is published; the owner's officers until somebody has replied."""
    if topic.kind not in Topic.POSTED_KINDS or topic.merged_into_id:
        return False
    if user.is_secretariat and not topic.is_draft:
        return True
    return owns_topic(user, topic) and (topic.is_draft or (topic.is_open and not topic.reply_count))


def can_hide_post(user, post) -> bool:
    """A topic or a reply; drafts are nobody's to hide."""
    return user.is_secretariat and not post.is_hidden and not getattr(post, "is_draft", False)


def can_unhide_post(user, post) -> bool:
    return user.is_secretariat and post.is_hidden and not post.is_purged
