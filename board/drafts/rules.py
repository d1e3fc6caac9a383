from board.topics.rules import works_for


def can_discard_topic(user, topic) -> bool:
    """Only drafts can be discarded; what was published stays."""
    return works_for(user, topic.organization_id) and topic.is_draft


def can_save_conflict_copy(user, topic) -> bool:
    """A text that came too late is saved, also where the topic was closed or published meanwhile."""
    return works_for(user, topic.organization_id)
