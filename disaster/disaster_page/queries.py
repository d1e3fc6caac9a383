"""Which disasters the list shows."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import QuerySet

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import AffectedArea, Disaster, DisasterMark
from disaster.register.models import EarlierWords, WithdrawnFile
from disaster.support_records.moments import Moments


@compiled
def listed_disasters(viewer):
    """Newest first."""
    return for_list(Disaster.objects.visible_to(viewer))


def for_list(disasters: QuerySet, moment=None) -> QuerySet:
    """Those with a page of their own at that moment."""
    return disasters.standing(moment).newest_first()


def struck_by_prefecture(viewer, wholes: Mapping[int, int], moments: Moments) -> Counter[str]:
    """How many disasters struck a body of each prefecture; what was merged into another counts as that."""
    pairs = {
        (wholes.get(pk, pk), prefecture)
        for pk, prefecture in _struck_prefectures(viewer, **moments.slots_of_recording)
    }
    return Counter(prefecture for _, prefecture in pairs)


@compiled
def _struck_prefectures(viewer, *, recorded=None):
    """(disaster, prefecture) of all stricken bodies."""
    areas = AffectedArea.objects.as_recorded(recorded)
    areas = areas.filter(disaster__in=Disaster.objects.told_to(viewer, recorded))
    return areas.order_by().values_list("disaster", "local_government__prefecture").distinct()


@compiled
def shown_disaster(viewer, *, pk):
    return Disaster.objects.visible_to(viewer).select_related("parent").filter(pk=pk)


@compiled
def told_here(*, disaster, recorded=None):
    """The disaster of that key, and what had been merged into it by then."""
    return Disaster.objects.filter(pk=disaster).with_merged(recorded)


@compiled
def told_of(model, *, disasters, on=None, recorded=None):
    """What records or statements of these disasters say."""
    told = Moments(on, recorded).narrow(model.objects.filter(record__disaster__pk__any=disasters))
    return told.select_related("record", "recipient_government").order_by("period_start", "record")


@compiled
def areas_of(*, disasters, recorded=None):
    areas = AffectedArea.objects.as_recorded(recorded).filter(disaster__pk__any=disasters)
    return areas.select_related("local_government")


@compiled
def marks_of(*, disasters, recorded=None):
    return DisasterMark.objects.as_recorded(recorded).filter(disaster__pk__any=disasters)


@compiled
def withdrawn_files_of(*, disasters, recorded):
    """What was shown at that moment, and is not any more."""
    return WithdrawnFile.objects.at(recorded).filter(disaster__pk__any=disasters)


@compiled
def earlier_words_of(*, disasters, recorded):
    """What was said of pictures at that moment, and was said anew since."""
    return EarlierWords.objects.at(recorded).filter(disaster__pk__any=disasters)


@compiled
def following(*, disasters):
    """What happened to the same regions afterwards."""
    return Disaster.objects.published().standing().filter(parent__pk__any=disasters)
