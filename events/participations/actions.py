"""What an organiser changes is told to the bodies that count on it."""

from collections.abc import Mapping

from django.utils import timezone

from events.events.models import Event
from events.participations.emails import CALLED_OFF, LABELS, EventCalledOff, EventMoved, said_of


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
