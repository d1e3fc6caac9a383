"""Calls that members read, and those whose applications wait for their organiser."""

from django.db.models import Count, Prefetch, Q, QuerySet

from common.japanese_calendar import today
from events.calls.models import ExhibitorCall
from events.events.models import Event
from events.participations.models import Participation, RoleState


def open_calls(user) -> list[ExhibitorCall]:
    """Those whose period is not over, the earliest deadline first; each with the user's `own` application."""
    organization = user.section.organization_id if user.section_id else 0
    own = Participation.objects.filter(organization=organization).prefetch_related("roles")
    calls = ExhibitorCall.objects.not_over(today()).select_related("event__venue", "event__owner")
    calls = calls.prefetch_related("roles", Prefetch("event__participations", own, to_attr="own_parts"))
    return list(calls.order_by("apply_until", "pk"))


def calls_to_decide(events: QuerySet[Event]) -> QuerySet:
    """Of these events, with how many applications nobody decided yet (`undecided`)."""
    applied = Count("event__participations__roles", Q(event__participations__roles__state=RoleState.APPLIED))
    calls = ExhibitorCall.objects.filter(event__in=events).annotate(undecided=applied)
    return calls.filter(undecided__gt=0).select_related("event").order_by("apply_until", "pk")
