"""Sheets of an event, for those who run it, for its bodies and for the public."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window

from common.compiled_queries.compiled import Listing, compiled
from common.japanese_calendar import as_date, is_working_day
from events.events.models import Event
from events.participations.models import Participation
from events.sheets.models import OWED, ExhibitorSheet, SheetState
from members.organizations.models import Organization

NAMES = "participation__local_government", "participation__organization"


def sheet_of(part: Participation) -> ExhibitorSheet:
    """Its sheet; where there is none yet, a new row that is not saved."""
    sheet = ExhibitorSheet.objects.filter(participation=part).first() or ExhibitorSheet()
    sheet.participation = part
    return sheet


def sheets_by_body(event: Event) -> dict[int, ExhibitorSheet]:
    """By the key of the body; where sheets are asked for, each body that takes part has one."""
    found = {
        sheet.participation_id: sheet for sheet in ExhibitorSheet.objects.filter(participation__event=event)
    }
    call = getattr(event, "exhibitor_call", None)
    if call is None or call.sheet_due_on is None:
        return found
    bodies = Participation.objects.shown().filter(event=event).values_list("pk", flat=True)
    return {pk: found.get(pk) or ExhibitorSheet(participation_id=pk) for pk in bodies}


def count_sheets(event: Event) -> dict[str, int]:
    """How many of those bodies stand where."""
    bodies = Participation.objects.shown().filter(event=event).order_by()
    call = getattr(event, "exhibitor_call", None)
    if call is None or call.sheet_due_on is None:
        bodies = bodies.filter(sheet__isnull=False)
    found: Counter[str] = Counter()
    for state, number in bodies.values_list("sheet__state").annotate(number=Count("pk")):
        found[state or SheetState.DRAFT] += number
    return found


MOST = 100  # sheets of one body that are listed


def sheets_of_body(organization) -> list[ExhibitorSheet]:
    """What the body wrote or was asked for, the newest event first."""
    on = Participation.objects.shown().filter(organization=organization, event__in=Event.objects.published())
    rows = ExhibitorSheet.objects.filter(participation__in=on)
    rows = rows.select_related("participation__event__exhibitor_call")
    return list(rows.order_by("-participation__event__starts_on", "-pk")[:MOST])


def events_to_confirm(user) -> QuerySet[Event]:
    """Events that the user runs, with how many sheets wait there (`waiting`)."""
    submitted = Q(participations__sheet__state=SheetState.SUBMITTED)
    events = Event.objects.run_by(user).filter(submitted).order_by("starts_on", "pk")
    return events.annotate(waiting=Count("participations", filter=submitted, distinct=True))


def next_submitted(event: Event) -> ExhibitorSheet | None:
    """The sheet that waits longest for the organiser."""
    rows = ExhibitorSheet.objects.filter(participation__event=event, state=SheetState.SUBMITTED)
    return rows.order_by("submitted_at", "pk").first()


def not_asked(now) -> QuerySet:
    """Bodies that take part in an event that wants sheets, and were not asked for theirs yet."""
    day = as_date(now)
    if not is_working_day(day):
        return Participation.objects.none()
    off = [Event.Holding.CANCELLED, Event.Holding.POSTPONED]
    events = Event.objects.published().exclude(holding__in=off)
    events = events.filter(exhibitor_call__sheet_due_on__gte=day)
    return Participation.objects.shown().filter(event__in=events, sheet__isnull=True).order_by("pk")


def unreachable_bodies(event: Event) -> QuerySet[Participation]:
    """Those whose sheet is wanted, and that no mail reaches: neither a member nor an address."""
    call = getattr(event, "exhibitor_call", None)
    if call is None or call.sheet_due_on is None:
        return Participation.objects.none()
    members = Organization.objects.members().filter(local_government=OuterRef("local_government"))
    owed = Q(sheet__isnull=True) | Q(sheet__state__in=OWED)
    shown = Participation.objects.shown().filter(owed, ~Exists(members), event=event)
    return shown.filter(organization__isnull=True, contact_email="")


def public_sheet_of(event: Event, body: int) -> QuerySet:
    """Of one body, by the key of its participation."""
    return ExhibitorSheet.objects.public().filter(participation=body, participation__event=event)


def public_sheets(event: Event) -> Listing:
    """In the order of the bodies' codes; each row knows how many there are (`total`)."""
    return _public.listing(number=event.pk)


@compiled
def _public(*, number):
    rows = ExhibitorSheet.objects.public().filter(participation__event_id=number).select_related(*NAMES)
    rows = rows.annotate(total=Window(Count("*")))
    return rows.order_by("participation__local_government__code", "participation__name", "pk")
