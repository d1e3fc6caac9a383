"""Who may begin a talk (相談) on a topic, and with whom."""

from board.rules.topic import can_post_topic
from board.talks import partners_of


def can_begin_talk(user, topic) -> bool:
    """Any officer who reads the topic; no talk on a talk, on a draft, or where order was called."""
    if topic.is_talk or topic.is_draft or topic.is_hidden or topic.is_locked or topic.merged_into_id:
        return False
    return can_post_topic(user)


def can_talk_with(user, topic, partner) -> bool:
    """With the organisation of the topic; that one itself with those that replied. None with oneself."""
    if not can_begin_talk(user, topic) or partner.pk == user.organization.pk:
        return False
    if topic.organization_id == user.organization.pk:
        return partners_of(topic).filter(pk=partner.pk).exists()
    return partner.pk == topic.organization_id and can_be_talked_with(partner)


def can_be_talked_with(organization) -> bool:
    """Whether somebody there reads the board now."""
    return organization.is_member or (organization.is_secretariat and not organization.withdrawn_on)
