from board.topics.rules import works_for


def can_restore_version(user, version) -> bool:
    """Any officer of the organisation restores a version or conflict copy into a draft."""
    topic = version.topic
    return version.reply_id is None and works_for(user, topic.organization_id) and topic.is_draft
