"""How many topics may stand on top of the board (固定)."""

from board.models import Topic
from office import register

MOST_PINNED = 5


def is_full(*, but: Topic | None = None) -> bool:
    """Whether so many topics stand there already; hidden and merged ones do not."""
    others = Topic.objects.pinned().exclude(pk=but.pk) if but else Topic.objects.pinned()
    return others.count() >= MOST_PINNED


def take_down(topic: Topic, by) -> None:
    """Let it stand in the list again; the topic's row is locked."""
    topic.pinned_at = topic.pinned_by = topic.pinned_until = None
    topic.save(update_fields=["pinned_at", "pinned_by", "pinned_until"])
    register.record(by=by, verb="board.topic_unpinned", obj=topic)


def come_back(topic: Topic, by) -> None:
    """A topic that is on the board again takes up its pin only where there is a place left."""
    if topic.is_pinned and is_full(but=topic):
        take_down(topic, by)
