"""Which disasters the list shows."""

from django.db.models import Prefetch, QuerySet

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import AffectedArea, Disaster


@compiled
def listed_disasters(viewer):
    """Newest first, with the areas that they struck."""
    return for_list(Disaster.objects.visible_to(viewer))


def for_list(disasters: QuerySet) -> QuerySet:
    areas = Prefetch("affected_areas", AffectedArea.objects.select_related("local_government"))
    return disasters.standing().newest_first().prefetch_related(areas)


@compiled
def struck_prefectures(viewer):
    """(disaster, prefecture) of all stricken bodies."""
    areas = AffectedArea.objects.filter(disaster__in=Disaster.objects.visible_to(viewer).standing())
    return areas.order_by().values_list("disaster", "local_government__prefecture").distinct()
