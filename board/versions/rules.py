from board.topics.rules import can_edit_topic, works_for


def can_restore_version(user, version) -> bool:
    """Any officer of the organisation restores a version or conflict copy into a draft."""
    topic = version.topic
    return (
        version.reply_id is None
        and not version.is_retracted
        and topic.is_draft
        and can_edit_topic(user, topic)
    )


def can_retract_version(user, version) -> bool:
    """Any officer of the organisation takes back what it said before; not what it says now."""
    if version.is_retracted or version.is_current:
        return False
    return works_for(user, version.post.organization_id) and not version.topic.is_draft


def can_purge_version(user, version) -> bool:
    """The secretariat, except its readers (閲覧); what a post says now is purged with the post."""
    may = user.is_secretariat and user.acts_for_section
    return may and version.is_published and not version.is_purged and not version.is_current
