"""One event with all that its page shows; as many queries for 372 bodies as for three."""

from django.db.models import Exists, OuterRef, Prefetch

from common.attachments.queries import has_files
from common.compiled_queries.compiled import compiled
from common.links.queries import is_linked
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.programmes.models import ProgrammePart, Speaker
from events.sheets.models import ExhibitorSheet
from members.access.viewers import viewer_of
from sign_ups.slots.panels import has_slots

_SPEAKERS = Prefetch("speakers", Speaker.objects.order_by("position", "pk"), to_attr="named")
_ORDER = "position", "pk"
_HOSTED_BY = "organization__local_government"
_SHOWN_OF_HOST = (
    *("event", "role", "position", "name", f"{_HOSTED_BY}__code"),
    *(f"organization__{name}" for name in ("kind", "joined_on", "withdrawn_on")),
)
_ROWS = (
    Prefetch("hosts", EventHost.objects.select_related(_HOSTED_BY).only(*_SHOWN_OF_HOST).order_by(*_ORDER)),
    Prefetch("programme_parts", ProgrammePart.objects.prefetch_related(_SPEAKERS)),
    *("headcounts", "opening_rules", "special_days"),
)
# most events have few of these: what is known to be none is not asked for
_SELDOM = {
    "programme_parts": ProgrammePart,
    "headcounts": Headcount,
    "opening_rules": OpeningRule,
    "special_days": SpecialDay,
}


def event_with_rows(user, number: int) -> Event | None:
    """The event if the user may see it, its rows ready for `hosts.all()` and the like."""
    return _event.first(viewer_of(user), number=number)


@compiled
def _event(viewer, *, number):
    return (
        Event.objects.visible_to(viewer)
        .filter(pk=number)
        .select_related("venue", "series", "report", "card__file", "exhibitor_call")
        .prefetch_related(*_ROWS)
        .annotate(
            is_linked=is_linked(Event), has_files=has_files(Event), has_slots=has_slots(Event), **_has_rows()
        )
    )


def _has_rows() -> dict[str, Exists]:
    own = {name: model.objects.filter(event=OuterRef("pk")) for name, model in _SELDOM.items()}
    own["sheets"] = ExhibitorSheet.objects.filter(participation__event=OuterRef("pk"))
    return {f"has_{name}": Exists(rows.order_by()) for name, rows in own.items()}
