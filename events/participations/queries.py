"""Which bodies an event names."""

from django.db.models import QuerySet

from events.events.models import Event
from events.participations.models import Participation
from members.local_governments.models import LocalGovernment


def recorded_parts(event: Event) -> QuerySet:
    """Of local governments that were typed in, neither invited nor applied; in the order of their codes."""
    parts = Participation.objects.filter(event=event, came_by=Participation.CameBy.RECORD)
    return parts.filter(local_government__isnull=False, roles__isnull=True).order_by("local_government__code")


def governments_of(event: Event) -> list[LocalGovernment]:
    """The local governments of those parts."""
    return [part.local_government for part in recorded_parts(event).select_related("local_government")]
