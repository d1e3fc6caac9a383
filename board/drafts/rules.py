from board.topics.rules import works_for


def can_discard_topic(user, topic) -> bool:
    """Only drafts can be thrown away; what was published stays."""
    return works_for(user, topic.organization_id) and topic.is_draft


def can_write_aside(user, topic) -> bool:
    """A text that came too late is kept, also where the topic was closed or published meanwhile."""
    return works_for(user, topic.organization_id)
