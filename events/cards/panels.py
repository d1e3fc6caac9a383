"""How an event looks where its address is shared."""

from django.conf import settings
from django.urls import reverse

from common.text import excerpt
from events.cards.structured_data import json_ld
from events.events.models import Event


def sharing_of(event: Event) -> dict | None:
    """What stands in the head of its page; None for a draft. Select `card` with the event."""
    if not event.is_published:
        return None
    file = getattr(getattr(event, "card", None), "file_id", None)
    picture = f"{settings.SITE_URL}{reverse('common:file', args=[file])}" if file else ""
    return {
        "url": f"{settings.SITE_URL}{event.get_absolute_url()}",
        "description": excerpt(event.about, 120),
        "picture": picture,
        "json_ld": json_ld(event, picture),
    }
