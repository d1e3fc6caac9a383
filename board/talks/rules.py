"""Who may begin a talk (相談) on a topic, and with whom."""

from django.db.models import Q, QuerySet

from board.topics.models import Topic
from board.topics.rules import can_post_topic
from members.organizations.models import Organization


def can_begin_talk(user, topic) -> bool:
    """Any officer who reads the topic; no talk on a talk, on a draft, or on a moderated topic."""
    if topic.is_talk or topic.is_draft or topic.is_hidden or topic.is_locked or topic.merged_into_id:
        return False
    return can_post_topic(user)


def can_talk_with(user, topic, partner) -> bool:
    """With the organisation of the topic; that one itself with those that replied."""
    if not can_begin_talk(user, topic) or partner.pk == user.organization.pk:
        return False
    if topic.organization_id == user.organization.pk:
        return talk_partners_of(topic).filter(pk=partner.pk).exists()
    return partner.pk == topic.organization_id and can_be_talk_partner(partner)


def can_be_talk_partner(organization) -> bool:
    """Whether somebody there reads the board now."""
    return organization.is_member or (organization.is_secretariat and not organization.withdrawn_on)


def talk_partners_of(topic: Topic) -> QuerySet:
    """With whom the topic's own organisation may begin a talk: members that replied there."""
    repliers = topic.replies.filter(hidden_at=None).order_by().values("organization")
    partners = Organization.objects.filter(pk__in=repliers).exclude(pk=topic.organization_id)
    secretariat = Q(kind=Organization.Kind.SECRETARIAT, withdrawn_on=None)
    return partners.filter(Q(pk__in=Organization.objects.members().values("pk")) | secretariat)
