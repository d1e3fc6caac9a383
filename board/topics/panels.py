"""What the details of a topic show besides its own columns."""

from board.topics import event_links
from board.topics.queries import audience_annotations


def annotations(user) -> dict:
    """The title of its event and the first organisations of its audience, in the topic's own query."""
    return {"event_title": event_links.title_for_topic(), **audience_annotations()}
