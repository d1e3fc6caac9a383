"""Who keeps order, and how: reports, locks, moves, merges."""

from board.models import Topic


def can_report_post(user, post) -> bool:
    """Whoever sees a post may report it, a reader (閲覧) too; the secretariat acts instead."""
    topic = getattr(post, "topic", post)
    if not user.is_member or user.is_secretariat:
        return False
    return not (topic.is_draft or topic.is_hidden or post.is_hidden)


def can_decide_report(user) -> bool:
    return user.is_secretariat


def can_decide_held(user) -> bool:
    return user.is_secretariat


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
    own = user.is_member and user.acts and user.section.organization_id == topic.organization_id
    return own and (topic.is_draft or (topic.is_open and not topic.reply_count))


def can_merge_topic(user, topic) -> bool:
    """Whether he may look for a topic into which this one goes; `board.merging.why_not` says which."""
    fit = not (topic.is_draft or topic.is_hidden or topic.is_talk or topic.merged_into_id)
    return user.is_secretariat and fit


def can_unmerge_topic(user, topic) -> bool:
    return user.is_secretariat and bool(topic.merged_into_id)
