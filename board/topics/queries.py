"""The audience of a topic, for mails, counts of readers and the search; and who is concerned by it."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from board.topics.audience import Audience
from board.topics.models import Topic
from common.compiled_queries.compiled import compiled
from common.search.kana import in_kana_order
from common.versions import read_version
from members.organizations.models import Organization
from members.sections.models import Section


def visible_topics(user) -> QuerySet:
    """What a page of one topic is fetched from."""
    return Topic.objects.visible_to(user).select_related("organization", "section", "saved_by")


@compiled
def visible_topic_of(viewer, *, pk):
    return visible_topics(viewer).filter(pk=pk)


@compiled
def listed_rows(viewer, *, keys):
    """Rows of the board with these keys, most recently active first."""
    return Topic.objects.listed_for(viewer).filter(pk__any=keys).for_rows().order_by("-activity_no")


def audience_version(topic: Topic) -> str:
    """Who was chosen to read it when its page was made."""
    chosen = topic.audience_organizations.order_by("pk").values_list("pk", flat=True)
    return read_version({"audience": topic.audience, "organizations": list(chosen)})


def organizations_in_audience(topic: Topic) -> QuerySet:
    """The members in the topic's audience, its own organisation among them; the secretariat too."""
    readers = Organization.objects.members()
    secretariat = Q(kind=Organization.Kind.SECRETARIAT, withdrawn_on=None)
    if topic.audience == Audience.ALL:
        return Organization.objects.filter(Q(pk__in=readers.values("pk")) | secretariat)
    own = Q(pk=topic.organization_id)
    if topic.audience == Audience.WARDS:
        readable = Q(kind=Organization.Kind.SPECIAL_WARD)
    else:
        readable = Q(
            pk__in=topic.audience_organizations.through.objects.filter(topic=topic).values("organization")
        )
    return Organization.objects.filter(Q(pk__in=readers.filter(readable | own).values("pk")) | secretariat)


def audience_sentence(topic: Topic) -> str:
    """Who may read what is written here, for somebody who is about to write."""
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


def search_keys_of_audience(topic: Topic) -> list[str]:
    """The keys (common.search.audiences) of those who find the topic."""
    if topic.audience == Audience.ALL:
        return ["members"]
    chosen = (
        ["wards"]
        if topic.audience == Audience.WARDS
        else [f"organization:{pk}" for pk in topic.audience_organizations.values_list("pk", flat=True)]
    )
    return [*chosen, f"organization:{topic.organization_id}", "secretariat"]


MAX_NAMED = 20  # of the chosen organisations on the topic's page itself


def _chosen():
    return Topic.audience_organizations.through.objects.filter(topic=OuterRef("pk"))


def audience_annotations() -> dict:
    """The first chosen organisations and how many there are, as expressions in a query of topics."""
    name = JSONObject(
        kind="organization__kind", prefecture="organization__prefecture", name="organization__name"
    )
    ordered = _chosen().order_by(
        "organization__local_government__code", *in_kana_order("organization__name_kana")
    )
    count = _chosen().order_by().values("topic").annotate(count=Count("pk")).values("count")
    return {
        "audience_first": ArraySubquery(ordered.annotate(json=name).values("json")[:MAX_NAMED]),
        "audience_count": Subquery(count),
    }


def named_audience(topic: Topic) -> tuple[list[str], int]:
    """(names of the first chosen organisations, how many were chosen); asks where the query did not."""
    if not hasattr(topic, "audience_first"):
        topic = Topic.objects.annotate(**audience_annotations()).get(pk=topic.pk)
    names = [Organization(**row).full_name for row in topic.audience_first]
    return names, topic.audience_count or 0


def owner_organizations(topic: Topic) -> list[int]:
    """Keys of the organisations that own the topic or one that was merged into it."""
    family = Topic.objects.filter(Q(pk=topic.pk) | Q(merged_into=topic.pk))
    return list(family.order_by().values_list("organization_id", flat=True).distinct())


def sections_of_talk(talk: Topic) -> list[Section]:
    """The section that began it, and the partner's: of the parent topic, or of its replies there and here."""
    if talk.parent.organization_id != talk.organization_id:
        return [talk.section, talk.parent.section]
    replied = Q(replies__topic=talk.parent_id) | Q(replies__topic=talk.pk)
    partners = Section.objects.filter(replied, organization=talk.partner).distinct()
    return [talk.section, *partners]
