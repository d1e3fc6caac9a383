"""Which disasters the list shows."""

from django.db.models import Prefetch, QuerySet

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import AffectedArea, Disaster, DisasterMark
from disaster.support_records.moments import Moments


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


@compiled
def shown_disaster(viewer, *, pk):
    return Disaster.objects.visible_to(viewer).select_related("parent").filter(pk=pk)


@compiled
def told_of(model, *, disasters, on=None, recorded=None):
    """What records or statements of these disasters say."""
    told = Moments(on, recorded).narrow(model.objects.filter(record__disaster__pk__any=disasters))
    return told.select_related("record", "recipient_government").order_by("period_start", "record")


@compiled
def areas_of(*, disaster):
    return AffectedArea.objects.filter(disaster=disaster).select_related("local_government")


@compiled
def marks_of(*, disaster):
    return DisasterMark.objects.filter(disaster=disaster)


@compiled
def following(*, disaster):
    """What happened to the same region afterwards."""
    return Disaster.objects.published().filter(parent=disaster)
