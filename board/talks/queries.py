"""Talks (相談): topics of two organisations on a topic of one of them; the secretariat reads them.

A talk is a topic whose audience is its partner, so that replies, files, unread and mails work as for all.
"""

from django.db.models import Q, QuerySet

from board.topics.models import Topic
from members.organizations.models import Organization


def talks_of(user) -> QuerySet:
    """Talks of the user's organisation, begun by it or with it; the secretariat reads all."""
    talks = Topic.objects.listed_for(user).filter(kind=Topic.Kind.TALK)
    if user.is_secretariat or not user.section_id:
        return talks
    # from the organisation's side: a scan of all talks in their order would grow with the board
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


def annotate_parties(talks: list[Topic]) -> None:
    """Set the two sides of each talk of a page (`parties`); one query."""
    through = Topic.audience_organizations.through.objects.select_related("organization")
    rows = through.filter(topic__in=[talk.pk for talk in talks])
    partners = {row.topic_id: row.organization.full_name for row in rows}
    for talk in talks:
        own = talk.organization.full_name
        talk.parties = f"{own} と {partners[talk.pk]}" if talk.pk in partners else own
