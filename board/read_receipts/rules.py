"""Who may pin a topic, who reads which organisations have read it."""


def can_bookmark_topic(user, topic) -> bool:
    """Everybody who sees a topic may find it again; a reader (閲覧) too: it is his own note."""
    return user.is_member and not topic.is_draft


def can_pin_topic(user, topic) -> bool:
    """The secretariat puts a topic on top of the board; a talk (相談) has no place there."""
    return (
        user.is_secretariat
        and not (topic.is_draft or topic.is_hidden or topic.is_talk or topic.merged_into_id)
        and not topic.is_pinned
    )


def can_unpin_topic(user, topic) -> bool:
    return user.is_secretariat and topic.is_pinned


def can_see_readings(user, topic) -> bool:
    """Which organisations have read it: for the organisation that asked, and the secretariat."""
    if not topic.asks_reading or topic.is_draft:
        return False
    own = bool(user.section_id) and user.section.organization_id == topic.organization_id
    return user.is_secretariat or (user.is_member and own)


def leaves_reading(user, topic) -> bool:
    """Whether his opening the topic counts as his organisation's reading (団体の既読)."""
    if not topic.asks_reading or topic.is_draft or user.is_secretariat or not user.is_member:
        return False
    return user.section.organization_id != topic.organization_id
