"""Who is told of what happens in a talk (相談): the people and mailboxes of its two sides."""

from django.db.models import Q

from board import audience
from board.models import Topic
from members.models import Section, User


def addresses_of_talk(talk: Topic, but: User) -> set[str]:
    """Both sections' mailboxes, and those of both sides who want replies told; never him who acts."""
    sides = [talk.organization_id, *talk.audience_organizations.values_list("pk", flat=True)]
    readers = audience.organizations_of(talk).filter(pk__in=sides)
    wants = Q(notice_preference__isnull=True) | Q(notice_preference__replies=True)
    people = User.objects.active().filter(wants, section__organization__in=readers).exclude(pk=but.pk)
    mailboxes = [address for section in sections_of(talk) for address in section.mailboxes]
    found = [*people.values_list("email", flat=True), *mailboxes]
    return {address.lower() for address in found if address} - {but.email.lower()}


def sections_of(talk: Topic) -> list[Section]:
    """The section that began it, and the partner's: of the parent topic, or of its replies there and here."""
    if talk.parent.organization_id != talk.organization_id:
        return [talk.section, talk.parent.section]
    replied = Q(replies__topic=talk.parent_id) | Q(replies__topic=talk.pk)
    partners = Section.objects.filter(replied, organization=talk.partner).distinct()
    return [talk.section, *partners]
