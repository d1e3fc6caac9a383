"""What an organiser changes is told to the bodies that count on it; search learns who takes part."""

from collections.abc import Iterable, Mapping

from django.utils import timezone

from common.search.actions import refresh_index, refresh_index_many
from events.events.models import Event
from events.participations.emails import CALLED_OFF, LABELS, EventCalledOff, EventMoved, said_of
from events.participations.models import Participation


def tell_bodies(event: Event, was: Mapping[str, str]) -> None:
    """After a change; `was` is what `said_of` it gave before. Of a draft and of the past nobody is told."""
    now = said_of(event)
    is_off = now["holding"] in CALLED_OFF
    is_on_again = was["holding"] in CALLED_OFF and not is_off
    moved = any(now[name] != was[name] for name in LABELS)
    is_told = now["holding"] != was["holding"] if is_off else is_on_again or moved
    if not is_told or not Event.objects.published().upcoming().filter(pk=event.pk).exists():
        return
    mail = EventCalledOff if is_off else EventMoved
    before = {f"was_{name}": said for name, said in was.items()}
    mail.send(event, **now, **before, at=timezone.now().isoformat())


def refresh_bodies(event: Event, bodies: Iterable[Participation]) -> None:
    """After their roles changed: the event names other bodies, and their sheets are public or are not."""
    refresh_index(event)
    rows = Participation.objects.filter(pk__in=[body.pk for body in bodies], sheet__isnull=False)
    refresh_index_many([body.sheet for body in rows.select_related("sheet")], narrowed=True)
