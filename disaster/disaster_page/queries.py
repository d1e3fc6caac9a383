"""Which disasters the list shows, and how many records each has."""

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from common.compiled_queries.compiled import Listing, compiled
from disaster.disasters.models import AffectedArea, Disaster
from disaster.statements.models import StatementVersion
from disaster.support_records.models import TYPES, SupportRecordVersion
from members.access.viewers import viewer_of


def listed_disasters(chosen, user) -> QuerySet | Listing:
    """Those of a `SupportFilter`, newest first, with their counts and areas."""
    if chosen.is_empty:
        return _listed.listing(viewer_of(user))
    return _for_list(chosen.disasters(Disaster.objects.visible_to(user)))


@compiled
def _listed(viewer):
    return _for_list(Disaster.objects.visible_to(viewer))


def _for_list(disasters: QuerySet) -> QuerySet:
    """With money_count, staff_count, goods_count, other_count: of records and statements, not of people."""
    areas = Prefetch("affected_areas", AffectedArea.objects.select_related("local_government"))
    counts = {f"{name}_count": _count_of(kinds) for name, (_, kinds) in TYPES.items()}
    return disasters.standing().annotate(**counts).newest_first().prefetch_related(areas)


def _count_of(kinds):
    number = 0
    for model in (SupportRecordVersion, StatementVersion):
        rows = model.objects.as_recorded().filter(record__disaster=OuterRef("pk"), kind__in=kinds)
        counted = rows.order_by().values("record__disaster").annotate(number=Count("pk"))
        number = Coalesce(Subquery(counted.values("number")), 0) + number
    return number
