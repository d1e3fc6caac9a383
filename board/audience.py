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


def sentence_of(topic: Topic) -> str:
    """Who may read what is written here, for the one who is about to write."""
    if topic.audience == Audience.ALL:
        return "会員のすべての団体が読めます。"
    if topic.audience == Audience.WARDS:
        return "特別区と、投稿した団体、事務局だけが読めます。"
    if topic.partner is None:
        return "投稿した団体と、その団体が選んだ団体、事務局だけが読めます。"
    sides = f"{topic.organization.full_name}と{topic.partner.full_name}"
    if topic.organization.is_secretariat or topic.partner.is_secretariat:
        return f"{sides}だけが読めます。"
    return f"{sides}、事務局だけが読めます。"


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
