"""The page of a topic is composed of the panels of the other subjects.

The `panels.py` of a subject has `annotations(user)`, expressions for the topic's own query (so the page needs
no further query for them), or `context(request, topic, replies)`, what its templates get; it may also set
something on each reply.
"""

from board.assignments import panels as assignments_panels
from board.bookmarks import panels as bookmarks_panels
from board.exports import panels as exports_panels
from board.link_cards import panels as link_cards_panels
from board.moderation_page import panels as moderation_page_panels
from board.read_receipts import panels as read_receipts_panels
from board.reply_capacity import panels as reply_capacity_panels
from board.stages import panels as stages_panels
from board.subscriptions import panels as subscriptions_panels
from board.talks import panels as talks_panels
from board.topic_page import linked_records, sign_ups
from board.topics import panels as topics_panels
from board.topics.queries import visible_topics
from board.unread import panels as unread_panels
from board.versions import panels as versions_panels
from common.compiled_queries.compiled import compiled

PRINTED_PANELS = (stages_panels, topics_panels, reply_capacity_panels, talks_panels)
PANELS = (
    versions_panels,
    link_cards_panels,
    unread_panels,
    bookmarks_panels,
    read_receipts_panels,
    subscriptions_panels,
    assignments_panels,
    *PRINTED_PANELS,
    moderation_page_panels,
    exports_panels,
    linked_records,
    sign_ups,
)


@compiled
def topic_with_panels(viewer, panels, *, pk):
    """The topic, if the viewer may see it, with the expressions of all panels."""
    topics = visible_topics(viewer).filter(pk=pk)
    for panel in panels:
        if hasattr(panel, "annotations"):
            topics = topics.annotate(**panel.annotations(viewer))
    return topics


def panel_context(request, topic, replies: list, panels=PANELS) -> dict:
    """What the templates of the panels need."""
    found: dict = {}
    for panel in panels:
        found |= panel.context(request, topic, replies) if hasattr(panel, "context") else {}
    return found
