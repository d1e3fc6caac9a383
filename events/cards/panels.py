"""How an event looks where its address is shared."""

from django.conf import settings
from django.urls import reverse

from common.text import excerpt
from events.cards.models import EventCard
from events.cards.structured_data import json_ld
from events.events.models import Event


def sharing_of(event: Event) -> dict | None:
    """What stands in the head of its page; None for a draft."""
    if not event.is_published:
        return None
    card = EventCard.objects.filter(event=event, file__isnull=False).first()
    picture = f"{settings.SITE_URL}{reverse('common:file', args=[card.file_id])}" if card else ""
    return {
        "url": f"{settings.SITE_URL}{event.get_absolute_url()}",
        "description": excerpt(event.summary or event.note, 120),
        "picture": picture,
        "json_ld": json_ld(event, picture),
    }
