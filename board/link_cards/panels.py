"""The card of a linked newsletter or video (リンクの見出し)."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject

from board.link_cards.models import LinkCard, host_of
from board.topics.models import Topic

_COLUMNS = ("state", "reason", "site", "title", "description", "own_title", "own_description")


def annotations(user) -> dict:
    """The card, if it belongs to the link that the topic has now, with the number of its picture."""
    pictures = {
        f"{picture}_{name}": F(f"{picture}__{name}")
        for picture in ("picture", "own_picture")
        for name in ("id", "width", "height")
    }
    said = JSONObject(**{name: F(name) for name in _COLUMNS}, **pictures)
    card = LinkCard.objects.filter(topic=OuterRef("pk"), url=OuterRef("link")).order_by()
    return {"link_card_data": Subquery(card.values(said=said)[:1])}


def context(request, topic: Topic, replies: list) -> dict:
    return {"link_card": link_card_of(topic)}


def link_card_of(topic: Topic) -> dict | None:
    """What the card shows; only the host where nothing is known, None for a topic without a link."""
    if not topic.link:
        return None
    said = getattr(topic, "link_card_data", None) or {}
    which = "own_picture" if said.get("own_picture_id") else "picture"
    picture, width = said.get(f"{which}_id"), said.get(f"{which}_width")
    return {
        "url": topic.link,
        "host": host_of(topic.link),
        "title": said.get("own_title") or said.get("title") or "",
        "description": said.get("own_description") or said.get("description") or "",
        "site": said.get("site") or "",
        "waiting": said.get("state") == LinkCard.State.WAITING,
        "picture": picture if picture and width else None,
        "width": width,
        "height": said.get(f"{which}_height"),
    }
