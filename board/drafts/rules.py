from board.topics.rules import can_edit_topic, works_for


def can_discard_topic(user, topic) -> bool:
    """Only drafts can be discarded, not while they wait for approval; what was published stays."""
    return topic.is_draft and can_edit_topic(user, topic)


def can_save_conflict_copy(user, topic) -> bool:
    """A text that came too late is saved, also where the topic was closed or published meanwhile."""
    return works_for(user, topic.organization_id)
