"""The card of a linked newsletter or video (リンクの見出し)."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from board.link_cards.models import LinkCard, host_of
from board.topics.models import Topic


def annotations(user) -> dict:
    """The card, if it belongs to the link that the topic has now."""
    said = JSONObject(
        title=F("title"),
        description=F("description"),
        picture=F("picture_id"),
        width=F("picture__width"),
        height=F("picture__height"),
    )
    card = LinkCard.objects.filter(topic=OuterRef("pk"), url=OuterRef("link")).order_by()
    return {"link_card_data": Subquery(card.values(said=said)[:1])}


def context(request, topic: Topic, replies: list) -> dict:
    return {"link_card": link_card_of(topic)}


def link_card_of(topic: Topic) -> dict | None:
    """What the card shows: the host and what the author typed; None for a topic without a link."""
    if not topic.link:
        return None
    return {"url": topic.link, "host": host_of(topic.link), **(topic.link_card_data or {})}
