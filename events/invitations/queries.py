"""Calls and bodies that wait for an answer to an invitation."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from common.japanese_calendar import as_date, is_working_day, reminded_until
from correspondence.reminders.models import FIRST
from events.calls.models import ExhibitorCall
from events.events.models import Event
from events.invitations.models import Invitation
from members.sections.models import Section


def calls_near_due(now) -> QuerySet[ExhibitorCall]:
    """Open calls of which a reminder may be due today, a working day: their due date is near."""
    today = as_date(now)
    if not is_working_day(today):
        return ExhibitorCall.objects.none()
    latest = reminded_until(today, FIRST)
    silent = Invitation.objects.silent().filter(participation__event=OuterRef("event"))
    return ExhibitorCall.objects.open(today).filter(Exists(silent), apply_until__lte=latest).order_by("pk")


BODY = ("participation__local_government", "participation__organization__local_government")


def invitations_of(event: Event) -> QuerySet[Invitation]:
    """All of an event with their bodies, members' sections and roles, in the order of their codes."""
    sections = Prefetch(
        "participation__organization__sections",
        Section.objects.open().order_by("id"),
        to_attr="open_sections",
    )
    found = Invitation.objects.filter(participation__event=event).select_related(*BODY, "invited_by")
    in_order = found.order_by("participation__local_government__code", "participation__name", "pk")
    return in_order.prefetch_related(sections, "participation__roles")


def silent_bodies(event: Event) -> QuerySet[Invitation]:
    """Those that have not answered."""
    return invitations_of(event).silent()
