"""Which bodies can take part in an event at all, and whom they call."""

from django.conf import settings

from events.events.models import Event
from members.local_governments.models import LocalGovernment


def can_take_part(government: LocalGovernment | None, event: Event) -> bool:
    """Whether it existed on one of the event's days, as far as both are known."""
    if government is None or event.starts_on is None:
        return True
    was_there = government.established_on is None or government.established_on <= event.last_day
    return was_there and (government.abolished_on is None or government.abolished_on > event.starts_on)


def whom_to_call(event: Event) -> str:
    """Who runs the event, with a telephone number."""
    if event.contact_phone:
        return f"{event.contact_name or '主催者'}（電話 {event.contact_phone}）"
    section = event.owner.sections.open().exclude(telephone="").first() if event.owner_id else None
    if section:
        return f"{event.owner.full_name} {section.name}（電話 {section.telephone}）"
    desk = settings.DESKS[0]
    return f"{desk['name']}（電話 {desk['telephone']}）"
