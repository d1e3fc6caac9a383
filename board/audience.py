"""Who may read a topic, asked from the topic's side: for mails, counts of readers and the search."""

from django.db.models import Q, QuerySet

from board.models import Audience, Topic
from members.models import Organization


def organizations_of(topic: Topic) -> QuerySet:
    """The members in the topic's audience, its own organisation among them; the secretariat too."""
    readers = Organization.objects.members()
    office = Q(kind=Organization.Kind.SECRETARIAT, withdrawn_on=None)
    if topic.audience == Audience.ALL:
        return Organization.objects.filter(Q(pk__in=readers.values("pk")) | office)
    own = Q(pk=topic.organization_id)
    if topic.audience == Audience.WARDS:
        heard = Q(kind=Organization.Kind.SPECIAL_WARD)
    else:
        heard = Q(
            pk__in=topic.audience_organizations.through.objects.filter(topic=topic).values("organization")
        )
    return Organization.objects.filter(Q(pk__in=readers.filter(heard | own).values("pk")) | office)


def keys_of(topic: Topic) -> list[str]:
    """The keys (office.index) of those who find the topic."""
    if topic.audience == Audience.ALL:
        return ["members"]
    chosen = (
        ["wards"]
        if topic.audience == Audience.WARDS
        else [f"organization:{pk}" for pk in topic.audience_organizations.values_list("pk", flat=True)]
    )
    return [*chosen, f"organization:{topic.organization_id}", "secretariat"]


def words_of(topic: Topic) -> str:
    """Who reads it, in one Japanese phrase."""
    if topic.audience == Audience.ALL:
        return "会員のすべての団体"
    if topic.audience == Audience.WARDS:
        return "特別区(23区)、自分の団体、事務局"
    names = [organization.full_name for organization in topic.audience_organizations.all()]
    return "、".join([*names, "自分の団体", "事務局"])
