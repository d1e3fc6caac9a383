"""Who may say in whose name a reply speaks (返信の立場)."""

from board.topics.rules import works_for


def can_set_reply_capacity(user, reply) -> bool:
    """An officer of the organisation that wrote it, also of a closed topic: answers come late."""
    topic = reply.topic
    writable = not (topic.is_hidden or topic.is_locked or topic.merged_into_id)
    return writable and not reply.is_hidden and works_for(user, reply.organization_id)
