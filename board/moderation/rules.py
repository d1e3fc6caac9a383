"""Who may hide, lock and move what was posted."""

from board.topics.models import Topic


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
    own = user.is_member and user.acts_for_section and user.section.organization_id == topic.organization_id
    return own and (topic.is_draft or (topic.is_open and not topic.reply_count))


def can_hide_topic(user, topic) -> bool:
    return user.is_secretariat and not topic.is_draft and not topic.is_hidden


def can_unhide_topic(user, topic) -> bool:
    return user.is_secretariat and topic.is_hidden


def can_hide_reply(user, reply) -> bool:
    return user.is_secretariat and not reply.is_hidden


def can_unhide_reply(user, reply) -> bool:
    return user.is_secretariat and reply.is_hidden
