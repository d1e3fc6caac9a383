"""Who may close a topic and reopen it."""

from board.topics.models import Topic
from board.topics.rules import owns_topic, works_for


def can_reopen_topic(user, topic) -> bool:
    free = not (topic.is_hidden or topic.is_locked or topic.merged_into_id)
    return topic.state == Topic.State.CLOSED and free and (owns_topic(user, topic) or user.is_secretariat)


def can_close_topic(user, topic) -> bool:
    """Its organisation and the secretariat; a talk (相談) belongs to both sides."""
    if not topic.is_open:
        return False
    if works_for(user, topic.organization_id) or user.is_secretariat:
        return True
    return topic.is_talk and topic.partner is not None and works_for(user, topic.partner.pk)
