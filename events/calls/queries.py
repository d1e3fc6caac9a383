"""Calls that members read."""

from django.db.models import Prefetch

from common.japanese_calendar import today
from events.calls.models import ExhibitorCall
from events.participations.models import Participation


def open_calls(user) -> list[ExhibitorCall]:
    """Those whose period is not over, the earliest deadline first; each with the user's `own` application."""
    organization = user.section.organization_id if user.section_id else 0
    own = Participation.objects.filter(organization=organization).prefetch_related("roles")
    calls = ExhibitorCall.objects.not_over(today()).select_related("event__venue", "event__owner")
    calls = calls.prefetch_related("roles", Prefetch("event__participations", own, to_attr="own_parts"))
    return list(calls.order_by("apply_until", "pk"))
