"""Who sees which organisations have read a topic, and whose reading is recorded."""


def can_see_read_receipts(user, topic) -> bool:
    """Which organisations have read it: for the organisation that asked, and the secretariat."""
    if not topic.asks_read_receipts or topic.is_draft:
        return False
    own = bool(user.section_id) and user.section.organization_id == topic.organization_id
    return user.is_secretariat or (user.is_member and own)


def leaves_read_receipt(user, topic) -> bool:
    """Whether opening the topic counts as the user's organisation reading it (団体の既読)."""
    if not topic.asks_read_receipts or topic.is_draft or user.is_secretariat or not user.is_member:
        return False
    return user.section.organization_id != topic.organization_id
