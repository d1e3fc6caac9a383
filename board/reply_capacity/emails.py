from board.notifications.emails import lowercased, send
from board.notifications.guards import audit_entry_of, is_addressee
from board.replies.models import Reply, official_answer_label
from board.topics.queries import sections_of_talk
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.handovers.queries import successors_of
from members.users.models import User


def send_official_answer_changed(reply_id: int, entry_id: int) -> None:
    """To the topic's side: a reply became an official answer, or is none any more."""
    reply = readable_reply(reply_id)
    if reply is None:
        return
    entry = AuditEntry.objects.select_related("by").get(pk=entry_id)
    before, after = entry.facts["changes"]["位置付け"]
    official = official_answer_label(reply.organization)
    change = "になりました" if after == official else "ではなくなりました"
    send(
        f"official_answer_changed:{entry_id}",
        "board.official_answer_changed",
        owner_addresses(reply, entry.by),
        f"掲示板 第{reply.topic_id}号の返信{reply.number}が「{official}」{change}",
        {
            "topic": reply.topic,
            "reply": reply,
            "before": before or "指定なし",
            "after": after or "指定なし",
            "by_name": entry.by_name,
            "path": reply.get_absolute_url(),
        },
    )


def readable_reply(pk) -> Reply | None:
    """The reply while it and its topic are not hidden."""
    rows = Reply.objects.select_related("topic__organization", "topic__section", "organization", "section")
    return rows.filter(pk=pk, hidden_at=None, topic__hidden_at=None).first()


def owner_addresses(reply: Reply, by: User | None) -> set[str]:
    """The topic's section and its writer; of a talk both sections. Never who did it."""
    topic = reply.topic
    if topic.is_talk:
        return lowercased(*(section.mailboxes for section in sections_of_talk(topic))) - lowercased(
            [by and by.email]
        )
    if reply.organization_id == topic.organization_id:
        return set()
    authors = {topic.author_id} | successors_of([topic.author_id])
    people = User.objects.active().filter(pk__in=authors, section__organization=topic.organization_id)
    return lowercased(people.values_list("email", flat=True), topic.section.mailboxes)


def capacity_still_holds(mail: OutgoingMail) -> bool:
    """Reply and topic are not hidden, and the reply has the capacity that the mail says."""
    entry = audit_entry_of(mail)
    reply = readable_reply(entry.object_id) if entry else None
    if reply is None or reply.capacity_label != entry.facts["changes"]["位置付け"][1]:
        return False
    return is_addressee(mail, owner_addresses(reply, entry.by))
