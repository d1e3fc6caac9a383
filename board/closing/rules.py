"""Who may move a topic along: its stages, its end and new beginning, its audience."""

from board import stages
from board.models import Topic
from board.rules.topic import works_for


def owns_topic(user, topic) -> bool:
    """Whether he acts for the organisation that the topic belongs to."""
    return works_for(user, topic.organization_id)


def can_step_topic(user, topic) -> bool:
    """Officers of its organisation take an open proposal on; what ended is reopened first."""
    return owns_topic(user, topic) and topic.is_open and bool(stages.NEXT.get(topic.stage))


def can_reopen_topic(user, topic) -> bool:
    free = not (topic.is_hidden or topic.is_locked or topic.merged_into_id)
    return topic.state == Topic.State.CLOSED and free and (owns_topic(user, topic) or user.is_secretariat)


def can_change_audience(user, topic) -> bool:
    """Also of a closed topic: it goes on being read. A talk is for its two organisations for ever."""
    free = not (topic.is_hidden or topic.is_locked or topic.merged_into_id)
    return owns_topic(user, topic) and not topic.is_draft and not topic.is_talk and free
