"""Who may assign a topic inside their organisation (団体内の担当割当)."""

from board.topics.rules import can_post_topic, works_for


def can_assign_topic(user, topic) -> bool:
    """Any officer of an organisation that reads the topic; ask only for topics that the user sees."""
    return bool(can_post_topic(user) and not topic.is_draft and not topic.is_hidden)


def can_finish_assignment(user, assignment) -> bool:
    """The assignee, or any officer of their organisation."""
    return not assignment.is_done and works_for(user, assignment.organization_id)
