"""Which disasters the list shows."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import QuerySet

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import AffectedArea, Disaster


@compiled
def listed_disasters(viewer):
    """Newest first."""
    return for_list(Disaster.objects.visible_to(viewer))


def for_list(disasters: QuerySet, moment=None) -> QuerySet:
    """Those with a page of their own at that moment."""
    return disasters.standing(moment).newest_first()


def struck_by_prefecture(viewer, wholes: Mapping[int, int]) -> Counter[str]:
    """How many disasters struck a body of each prefecture; what was merged into another counts as that."""
    pairs = {(wholes.get(pk, pk), prefecture) for pk, prefecture in _struck_prefectures(viewer)}
    return Counter(prefecture for _, prefecture in pairs)


@compiled
def _struck_prefectures(viewer):
    """(disaster, prefecture) of all stricken bodies."""
    areas = AffectedArea.objects.filter(disaster__in=Disaster.objects.told_to(viewer))
    return areas.order_by().values_list("disaster", "local_government__prefecture").distinct()
