from board.moderation.emails import secretariat_sections
from board.notifications.emails import lowercased, send
from board.replies.queries import repliers_of
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from common.audit_log.models import AuditEntry
from members.users.models import User


def send_topic_merged(entry_id: int) -> None:
    """To owner and repliers of a merged topic: where it went, or that it is back.

    Who may not read the target is told its number, and nothing of its text.
    """
    entry = AuditEntry.objects.filter(pk=entry_id).first()
    topic = Topic.objects.select_related("section", "organization").filter(pk=entry.object_id).first()
    into = Topic.objects.select_related("organization").filter(pk=entry.facts["into"]).first()
    if topic is None or into is None or topic.is_hidden:
        return
    readers = User.objects.filter(is_active=True, section__organization__in=organizations_in_audience(topic))
    concerned = readers.filter(pk__in=repliers_of(topic)) | readers.filter(section=topic.section_id)
    inside = concerned.filter(section__organization__in=organizations_in_audience(into))
    knowing = {*inside.values_list("email", flat=True), *topic.section.mailboxes}
    others = set(concerned.values_list("email", flat=True)) - knowing
    done = entry.verb == "board.topic_merged"
    subject = f"掲示板 第{topic.pk}号" + (
        f"を第{into.pk}号に統合しました" if done else "の統合を取り消しました"
    )
    context = {"topic": topic, "into": into, "done": done, "reason": entry.facts.get("reason", "")}
    for addresses, knows in ((knowing, True), (others, False)):
        values = {**context, "knows": knows, "secretariat_sections": secretariat_sections()}
        send(f"topic_merged:{entry.pk}", "board.topic_merged", lowercased(addresses), subject, values)
