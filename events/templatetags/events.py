from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from common.formats import render_once, row_url
from events.events.models import Event
from events.participations.rules import whom_to_call

register = template.Library()
register.filter("whom_to_call", whom_to_call)


@register.simple_tag
def agenda(events: Iterable[Event], level: int) -> SafeString:
    """Events (`for_agenda`) as a list with their dates large; `level` of the headings."""
    rows = "\n".join(_row(event, level) for event in events)
    return mark_safe(f'<ol class="agenda">\n{rows}\n</ol>')


def _row(event: Event, level: int) -> SafeString:
    return render_once(
        "events/event_lists/_agenda_row.html",
        level=level,
        url=row_url("events:event-detail", event.pk),
        title=event.title,
        kind_name=event.kind_name,
        when=event.when,
        holding=Event.Holding(event.holding).label if event.holding != Event.Holding.PLANNED else "",
        is_called_off=event.is_called_off,
        is_draft=not event.is_published,
        place=event.place,
        host=event.held_by,
    )
