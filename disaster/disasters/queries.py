"""Disasters that other pages show; what everybody may see."""

from django.db.models import Prefetch, QuerySet

from common.compiled_queries.compiled import Listing, compiled
from disaster.disasters.models import AffectedArea, Disaster
from members.access.viewers import viewer_of


def recent_disasters(limit: int) -> list[Disaster]:
    """Newest disasters that got support."""
    return _recent(limit)


@compiled
def _recent(limit):
    return Disaster.objects.published().newest_first()[:limit]


def listed_disasters(chosen, user) -> QuerySet | Listing:
    """Those of a `SupportFilter`, newest first, with their counts and areas."""
    if chosen.is_empty:
        return _listed.listing(viewer_of(user))
    return _for_list(chosen.disasters(Disaster.objects.visible_to(user)))


@compiled
def _listed(viewer):
    return _for_list(Disaster.objects.visible_to(viewer))


def _for_list(disasters: QuerySet) -> QuerySet:
    areas = Prefetch("affected_areas", AffectedArea.objects.select_related("local_government"))
    return disasters.with_counts().newest_first().prefetch_related(areas)
