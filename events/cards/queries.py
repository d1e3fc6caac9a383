"""Which events want a new picture."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.cards.models import EventCard
from events.events.models import Event

TRIED_AGAIN = datetime.timedelta(days=1)  # where no picture could be made: fonts may be there by then


def events_due(now: datetime.datetime) -> QuerySet[Event]:
    """Published events without a card, or with one older than what it may show."""
    cards = EventCard.objects.filter(event=OuterRef("pk"))
    current = cards.filter(
        Q(file__isnull=False) | Q(made_at__gt=now - TRIED_AGAIN), made_at__gte=OuterRef("changed_at")
    )
    of_this_place = current.filter(
        Q(event__venue__isnull=True) | Q(made_at__gte=OuterRef("venue__changed_at"))
    )
    return Event.objects.published().filter(~Exists(of_this_place)).order_by("-changed_at")
