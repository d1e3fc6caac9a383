"""Who may decide who sees to a topic inside his organisation (団体内の担当割当)."""

from board.topics.rules import can_post_topic, works_for


def can_assign_topic(user, topic) -> bool:
    """Any officer of an organisation that reads the topic; ask for topics he sees only."""
    return bool(can_post_topic(user) and not topic.is_draft and not topic.is_hidden)


def can_finish_assignment(user, assignment) -> bool:
    """Its person, or any officer of his organisation."""
    return not assignment.is_done and works_for(user, assignment.organization_id)
