"""Topics that went into another: who is concerned, and whether one may go into the other."""

from django.db.models import Q

from board import audience
from board.models import Reply, Topic


def repliers_of(topic: Topic, before: int | None = None) -> set[int]:
    """Keys of the people who answered the topic, or one that was merged into it.

    `before`: of the topic itself, only replies with a lower number. Whoever is told still has to be in the
    topic's audience (`board.audience.organizations_of`): that of a merged one may have been wider.
    """
    own = Q(topic=topic.pk) if before is None else Q(topic=topic.pk, number__lt=before)
    replies = Reply.objects.filter(own | Q(topic__merged_into=topic.pk))
    return set(replies.order_by().values_list("author_id", flat=True))


def owners_of(topic: Topic) -> list[int]:
    """Keys of the organisations that own the topic or one that was merged into it."""
    family = Topic.objects.filter(Q(pk=topic.pk) | Q(merged_into=topic.pk))
    return list(family.order_by().values_list("organization_id", flat=True).distinct())


def why_not(topic: Topic, into: Topic) -> str:
    """Why the topic cannot go into that one, in a sentence; "" where it can."""
    if topic.pk == into.pk:
        return "同じ投稿には統合できません。別の番号を入力してください。"
    for each, name in ((topic, "この投稿"), (into, f"第{into.pk}号")):
        if sentence := _why_unfit(each):
            return f"{name}は{sentence}"
    if topic.merged_topics.exists():
        return "この投稿には、ほかの投稿が統合されています。先にその統合を取り消してください。"
    readers = audience.organizations_of(into)
    if not readers.filter(pk=topic.organization_id).exists():
        return f"この投稿の団体は第{into.pk}号を読めないため、統合できません。"
    others = readers.exclude(pk=into.organization_id)
    if others.exclude(pk__in=audience.organizations_of(topic).values("pk")).exists():
        return f"第{into.pk}号の公開範囲がこの投稿より広いため、統合できません。"
    return ""


def _why_unfit(topic: Topic) -> str:
    if topic.is_draft:
        return "下書きのため、統合できません。"
    if topic.is_talk:
        return "相談のため、統合できません。"
    if topic.is_hidden:
        return "非表示のため、統合できません。先に再び表示してください。"
    if topic.merged_into_id:
        return f"既に第{topic.merged_into_id}号に統合されています。"
    return ""
