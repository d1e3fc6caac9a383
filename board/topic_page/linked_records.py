"""What a topic is linked with in other rooms (つながる記録)."""

from board.topics.models import Topic
from common.links.panels import links_panel
from common.links.queries import is_linked


def annotations(user) -> dict:
    return {"is_linked": is_linked(Topic)}


def context(request, topic, replies) -> dict:
    return {"links": links_panel(topic, request.user, is_linked=topic.is_linked)}
