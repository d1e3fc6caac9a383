"""Background work for publication; every job may run twice without harm."""

from board.publication.actions import publish_scheduled
from board.topics.models import Topic
from common import clock


@clock.each(
    clock.every(1),
    rows=lambda now: Topic.objects.publication_due(now),
    label="予約した投稿の公開",
    lock=False,
)
def publish_due_topic(topic, *, now) -> bool:
    """A topic whose time of publication has come."""
    return publish_scheduled(topic_id=topic.pk)
