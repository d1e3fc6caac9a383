"""Calls whose organisers have something to be told."""

from django.db.models import Exists, OuterRef, QuerySet

from events.calls.models import ExhibitorCall
from events.participations.emails import CALLED_OFF
from events.participations.models import Participation


def calls_to_report(now) -> QuerySet[ExhibitorCall]:
    """Where bodies answered since the last report; of an event that is called off nobody asks."""
    unreported = Participation.objects.unreported().filter(event=OuterRef("event"))
    return (
        ExhibitorCall.objects.filter(Exists(unreported)).exclude(event__holding__in=CALLED_OFF).order_by("pk")
    )
