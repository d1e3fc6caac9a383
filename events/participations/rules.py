"""Which bodies can take part in an event at all."""

from events.events.models import Event
from members.local_governments.models import LocalGovernment


def can_take_part(government: LocalGovernment | None, event: Event) -> bool:
    """Whether it existed on one of the event's days, as far as both are known."""
    if government is None or event.starts_on is None:
        return True
    was_there = government.established_on is None or government.established_on <= event.last_day
    return was_there and (government.abolished_on is None or government.abolished_on > event.starts_on)
