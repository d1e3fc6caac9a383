"""Talks (相談): side threads of two organisations on a topic of one of them; the secretariat looks on.

A talk is a topic whose audience is its partner, so that replies, files, reading and mails work as for all.
"""

from django.db.models import Q, QuerySet

from board.models import Topic
from members.models import Organization, Section


def talks_of(user) -> QuerySet:
    """Talks of his organisation, begun by it or with it; the secretariat looks into all."""
    talks = Topic.objects.listed_for(user).filter(kind=Topic.Kind.TALK)
    if user.is_secretariat or not user.section_id:
        return talks
    # from the organisation's side: walking all talks in their order would grow with the board
    own = Topic.objects.filter(kind=Topic.Kind.TALK, organization=user.organization).order_by().values("pk")
    asked = Topic.audience_organizations.through.objects.filter(organization=user.organization)
    return talks.filter(pk__in=own.union(asked.values("topic")))


def open_talk(topic: Topic, one: Organization, other: Organization) -> Topic | None:
    """The open talk of these two on the topic, whoever began it."""
    either = Q(organization=one, audience_organizations=other) | Q(
        organization=other, audience_organizations=one
    )
    talks = Topic.objects.filter(
        either, parent=topic, state=Topic.State.OPEN, hidden_at=None, locked_at=None, merged_into=None
    )
    return talks.order_by("-pk").first()


def partners_of(topic: Topic) -> QuerySet:
    """With whom the topic's own organisation may begin a talk: members whose replies stand there."""
    repliers = topic.replies.filter(hidden_at=None).order_by().values("organization")
    partners = Organization.objects.filter(pk__in=repliers).exclude(pk=topic.organization_id)
    office = Q(kind=Organization.Kind.SECRETARIAT, withdrawn_on=None)
    return partners.filter(Q(pk__in=Organization.objects.members().values("pk")) | office)


def give_partners(talks: list[Topic]) -> None:
    """Note on each talk of a page its two sides (`parties`); one query."""
    through = Topic.audience_organizations.through.objects.select_related("organization")
    rows = through.filter(topic__in=[talk.pk for talk in talks])
    partners = {row.topic_id: row.organization.full_name for row in rows}
    for talk in talks:
        own = talk.organization.full_name
        talk.parties = f"{own} と {partners[talk.pk]}" if talk.pk in partners else own


def sections_of(talk: Topic) -> list[Section]:
    """The section that began it, and the partner's: of the parent topic, or of its replies there and here."""
    if talk.parent.organization_id != talk.organization_id:
        return [talk.section, talk.parent.section]
    replied = Q(replies__topic=talk.parent_id) | Q(replies__topic=talk.pk)
    partners = Section.objects.filter(replied, organization=talk.partner).distinct()
    return [talk.section, *partners]
