"""Which topic may be merged into which."""

from board.topics.models import Topic
from board.topics.queries import organizations_in_audience


def reason_not_to_merge(topic: Topic, into: Topic) -> str:
    """Why the topic cannot be merged into that one, in a sentence; "" where it can."""
    if topic.pk == into.pk:
        return "同じ投稿には統合できません。別の番号を入力してください。"
    for each, name in ((topic, "この投稿"), (into, f"第{into.pk}号")):
        if sentence := _reason_unfit(each):
            return f"{name}は{sentence}"
    if topic.merged_topics.exists():
        return "この投稿には、ほかの投稿が統合されています。先にその統合を取り消してください。"
    readers = organizations_in_audience(into)
    if not readers.filter(pk=topic.organization_id).exists():
        return f"この投稿の団体は第{into.pk}号を読めないため、統合できません。"
    others = readers.exclude(pk=into.organization_id)
    if others.exclude(pk__in=organizations_in_audience(topic).values("pk")).exists():
        return f"第{into.pk}号の公開範囲がこの投稿より広いため、統合できません。"
    return ""


def _reason_unfit(topic: Topic) -> str:
    if topic.is_draft:
        return "下書きのため、統合できません。"
    if topic.is_talk:
        return "相談のため、統合できません。"
    if topic.is_hidden:
        return "非表示のため、統合できません。先に再び表示してください。"
    if topic.merged_into_id:
        return f"既に第{topic.merged_into_id}号に統合されています。"
    return ""


def can_merge_topic(user, topic) -> bool:
    """Whether the user may choose a target; `reason_not_to_merge` says whether that one fits."""
    fit = not (topic.is_draft or topic.is_hidden or topic.is_talk or topic.merged_into_id)
    return user.is_secretariat and fit


def can_unmerge_topic(user, topic) -> bool:
    return user.is_secretariat and bool(topic.merged_into_id)
