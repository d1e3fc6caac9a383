"""How an event looks where its address is shared."""

from common.sharing.sharing import Sharing
from events.cards.structured_data import facts_of
from events.events.models import Event


def sharing_of(event: Event) -> Sharing | None:
    """What stands in the head of its page; None for a draft. Select `card__file` with the event."""
    if not event.is_published:
        return None
    return Sharing(
        path=event.get_absolute_url(),
        title=event.title,
        facts=facts_of(event),
        description="　".join(filter(None, [event.kind_name, event.period, event.place, event.about])),
        picture=getattr(getattr(event, "card", None), "file", None),
    )
