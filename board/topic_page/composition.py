"""What the page of a topic shows besides its text and replies, one module for each concern.

Each has `annotations(user)`: expressions that ride along in the topic's own query (so the page needs no query
more for them), and `context(request, topic, replies)`: what its template in `board/parts/` is given.
"""

from board.exports import panels
from board.link_cards import panels as link_cards_panels
from board.moderation_page import panels as moderation_page_panels
from board.read_receipts import panels as read_receipts_panels
from board.stages import panels as stages_panels
from board.subscriptions import panels as subscriptions_panels
from board.topic_page import panels as topic_page_panels
from board.versions import panels as versions_panels

PANELS = (
    stages_panels,
    versions_panels,
    link_cards_panels,
    read_receipts_panels,
    subscriptions_panels,
    topic_page_panels,
    moderation_page_panels,
    panels,
)


def panel_annotations(user) -> dict:
    """All expressions of all parts, for `.annotate()`."""
    return {name: expression for module in PANELS for name, expression in module.annotations(user).items()}


def panel_context(request, topic, replies: list) -> dict:
    """What the templates of all parts need; a part may note more on each reply."""
    context: dict = {}
    for module in PANELS:
        context |= module.context(request, topic, replies)
    return context
