"""Who may do what with replies."""

from board.topics.rules import can_post_topic, works_for


def can_post_reply(user, topic) -> bool:
    return can_post_topic(user) and topic.is_open


def can_read_reply(user, reply) -> bool:
    """A hidden reply is read by the organisation that wrote it and by the secretariat."""
    if not reply.is_hidden or user.is_secretariat:
        return True
    return bool(user.section_id) and user.section.organization_id == reply.organization_id


def can_edit_reply(user, reply) -> bool:
    """The organisation owns a reply: any of its officers edits it, and describes its pictures, while the
    topic is open."""
    return works_for(user, reply.organization_id) and reply.topic.is_open and not reply.is_hidden
