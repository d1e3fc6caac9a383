"""Who may do what with topics."""


def works_for(user, organization_id) -> bool:
    """Whether he is an officer of this member."""
    return user.is_member and user.acts and user.section.organization_id == organization_id


def can_post_topic(user) -> bool:
    """Every officer of a member organisation posts in the name of his section; a reader (閲覧) does not."""
    return user.is_member and user.acts


def can_edit_topic(user, topic) -> bool:
    """The organisation owns a topic: any of its officers continues a draft or mends an open topic."""
    return works_for(user, topic.organization_id) and (topic.is_draft or topic.is_open)


def can_publish_topic(user, topic) -> bool:
    return works_for(user, topic.organization_id) and topic.is_draft


def can_discard_topic(user, topic) -> bool:
    """Only drafts can be thrown away; what was published stays."""
    return works_for(user, topic.organization_id) and topic.is_draft


def can_close_topic(user, topic) -> bool:
    """Its organisation and the secretariat; a talk (相談) belongs to both sides."""
    if not topic.is_open:
        return False
    if works_for(user, topic.organization_id) or user.is_secretariat:
        return True
    return topic.is_talk and topic.partner is not None and works_for(user, topic.partner.pk)


def can_hide_topic(user, topic) -> bool:
    return user.is_secretariat and not topic.is_draft and not topic.is_hidden


def can_show_topic(user, topic) -> bool:
    return user.is_secretariat and topic.is_hidden


def can_write_aside(user, topic) -> bool:
    """A text that came too late is kept, also where the topic was closed or published meanwhile."""
    return works_for(user, topic.organization_id)


def can_restore_version(user, version) -> bool:
    """Any officer of the organisation puts an earlier text or an aside back into a draft."""
    topic = version.topic
    return version.reply_id is None and works_for(user, topic.organization_id) and topic.is_draft
