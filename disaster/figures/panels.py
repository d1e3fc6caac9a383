"""What the page of a number shows."""

from dataclasses import replace

from django.db.models import OuterRef, Subquery
from django.http import Http404

from common.compiled_queries.compiled import compiled
from common.page_cache.values import kept_for_visitors
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.disasters.queries import page_of
from disaster.disasters.standings import Standings
from disaster.figures.definitions import Figure, figure
from disaster.figures.history import changes
from disaster.figures.parts import Parts
from disaster.figures.scopes import Scope, disasters_in
from disaster.figures.sums import answers
from disaster.figures.values import compute, sources_of
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import Moments
from members.local_governments.models import LocalGovernment


def figure_asked(query, key: str) -> tuple[Figure, Scope, Moments, Disaster | None]:
    """What the address of a number says; 404 where there is no such number.

    Of a draft that is told by another disaster it asks for the numbers of that.
    """
    try:
        shown = figure(key)
    except LookupError:
        raise Http404 from None
    scope = Scope.read(query)
    disaster = None
    if scope.disaster:  # over all disasters nothing is put together
        disaster = Disaster.objects.told_in_public().filter(pk=scope.disaster).first()
    if disaster and not disaster.is_published:
        disaster = page_of(disaster)
        scope = replace(scope, disaster=disaster.pk)
    return shown, scope, Moments.read(query, disaster=disaster, with_year=True), disaster


def figure_context(shown: Figure, scope: Scope, moments: Moments, user) -> dict[str, object]:
    is_read = not scope.disaster and not answers(shown, scope, moments)
    parts = Parts(shown, scope, moments) if is_read else None
    values, sources = (parts.values(), parts.sources()) if parts else _told(shown, scope, moments)
    has_history = scope.item or not shown.by_item
    standings = standings_of(user, scope.disaster) if has_history else None
    history = changes(shown, scope, moments, standings, parts) if has_history else []
    return {
        "figure": shown,
        "scope": scope,
        "moments": moments,
        "query": scope.query(moments),
        "day": moments.day if shown.needs_day else None,
        "values": [each for each in values if each.beside or not each.is_empty],
        "sources": sources,
        "history": history,
    }


def _told(shown: Figure, scope: Scope, moments: Moments) -> tuple[list, list]:
    """Values and sources of one disaster, or of stored sums."""
    disasters = disasters_in(scope, moments.recorded) if scope.disaster else None
    values = [] if disasters == [] else compute([shown], scope, moments, disasters)
    return values, sources_of(shown, scope, moments, disasters) if values else []


@kept_for_visitors(Disaster, DisasterPeriod)
def standings_of(user, disaster: int | str) -> Standings:
    """The same for all numbers of a disaster, or over all."""
    return Standings(disaster)


@kept_for_visitors(Disaster, DisasterPeriod, LocalGovernment, SupportRecord, SupportRecordVersion)
def choices(user) -> dict[str, object]:
    """What the form of the page offers: disasters with their ids, and wards that gave support."""
    return {"disasters": _disasters_with_pages(), "wards": _wards_that_gave()}


@compiled
def _disasters_with_pages():
    return Disaster.objects.published().standing().newest_first().values_list("pk", "name")


@compiled
def _wards_that_gave():
    public = Disaster.objects.told_in_public()
    gave = SupportRecordVersion.objects.as_recorded().filter(record__disaster__in=public)
    wards = LocalGovernment.objects.filter(kind=LocalGovernment.Kind.SPECIAL_WARD)
    # the first of each ward; with EXISTS PostgreSQL may read the records of all
    first = gave.filter(sender_government=OuterRef("pk")).order_by().values("pk")[:1]
    wards = wards.alias(first=Subquery(first)).filter(first__isnull=False)
    return wards.order_by("code").values_list("code", "name")
