"""Publication at a set time; may run twice without harm."""

from common import clock
from events.events.models import Event
from events.publication.actions import publish_due_event


@clock.each(
    clock.every(1),
    rows=lambda now: Event.objects.publication_due(now),
    label="予約したイベントの公開",
    lock=False,
)
def publish_scheduled_event(event, *, now) -> bool:
    """An event whose time of publication has come."""
    return publish_due_event(event=event)
