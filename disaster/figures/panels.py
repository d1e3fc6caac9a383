"""What the page of a number shows."""

from django.db.models import Q

from disaster.disasters.models import Disaster
from disaster.figures.definitions import Figure
from disaster.figures.history import changes
from disaster.figures.scopes import Scope
from disaster.figures.values import compute, day_of, versions_of
from disaster.support_records.models import SupportRecordVersion
from disaster.support_records.moments import Moments
from members.local_governments.models import LocalGovernment

MAX_SOURCES = 50


def figure_context(figure: Figure, scope: Scope, moments: Moments) -> dict[str, object]:
    values = compute(figure, scope, moments)
    history = [] if figure.by_item and not scope.item else changes(figure, scope, moments)
    return {
        "figure": figure,
        "scope": scope,
        "moments": moments,
        "day": day_of(moments) if figure.needs_day else None,
        "values": values,
        "sources": _sources(figure, scope, moments) if values else [],
        "history": history,
    }


def choices() -> dict[str, object]:
    """What the form of the page offers: disasters with their ids, and wards that gave support."""
    gave = SupportRecordVersion.objects.as_recorded().values("sender_government")
    wards = LocalGovernment.objects.filter(Q(pk__in=gave), kind=LocalGovernment.Kind.SPECIAL_WARD)
    return {
        "disasters": Disaster.objects.published().standing().newest_first().values_list("pk", "name"),
        "wards": wards.order_by("code").values_list("code", "name"),
    }


def _sources(figure: Figure, scope: Scope, moments: Moments) -> list[str]:
    told = versions_of(scope, moments).filter(figure.counts)
    return list(told.values_list("source", flat=True).distinct().order_by("source")[:MAX_SOURCES])
