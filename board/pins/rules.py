"""Who may pin a topic, how many and for how long."""

from board.topics.models import Topic

MAX_PINNED = 5
DEFAULT_DAYS = 30
MAX_DAYS = 366


def can_pin_topic(user, topic) -> bool:
    """The secretariat pins a topic to the top of the board; a talk (相談) is never pinned."""
    return (
        user.is_secretariat
        and not (topic.is_draft or topic.is_hidden or topic.is_talk or topic.merged_into_id)
        and not topic.is_pinned
    )


def can_unpin_topic(user, topic) -> bool:
    return user.is_secretariat and topic.is_pinned


def pins_are_full(*, excluding: Topic | None = None) -> bool:
    """Whether the limit is reached; hidden and merged topics do not count."""
    others = Topic.objects.pinned().exclude(pk=excluding.pk) if excluding else Topic.objects.pinned()
    return others.count() >= MAX_PINNED
