from dataclasses import replace

from board.notifications.actions import plan_notifications
from board.notifications.emails import lowercased, send
from board.notifications.events import Event
from board.publication.emails import publication_event
from board.topics.models import Topic
from board.topics.queries import unhidden_topic
from common.audit_log.models import AuditEntry
from common.japanese_calendar import as_date
from members.handovers.queries import successors_of
from members.sections.models import Section
from members.users.models import User


def widening_event(topic: Topic) -> Event:
    """More organisations read the topic: the same event as its publication, so nobody is notified twice."""
    return replace(
        publication_event(topic),
        summary="読めるようになった投稿",
        subject=f"掲示板の投稿を読めるようになりました 第{topic.pk}号",
        template="audience_widened",
    )


def notify_audience_widened(topic_id: int) -> None:
    """Of the new readers, those who subscribe to new topics are notified of this one."""
    topic = unhidden_topic(topic_id)
    if topic is not None:
        plan_notifications(widening_event(topic))


def send_audience_narrowed(topic_id: int, organizations: list[int], entry: int) -> None:
    """To those who replied for an organisation that reads it no more; `entry` makes the mail unique."""
    topic = unhidden_topic(topic_id)
    if topic is None:
        return
    day = as_date(AuditEntry.objects.get(pk=entry).at)
    replies = topic.replies.filter(organization__in=organizations)
    authors = set(replies.values_list("author_id", flat=True))
    people = User.objects.filter(
        pk__in=authors | successors_of(authors), is_active=True, section__organization__in=organizations
    )
    sections = Section.objects.filter(pk__in=replies.values("section"))
    mailboxes = [mailbox for section in sections for mailbox in section.mailboxes]
    send(
        f"audience_narrowed:{topic.pk}:{entry}",
        "board.audience_narrowed",
        lowercased(people.values_list("email", flat=True), mailboxes),
        f"掲示板の投稿の公開範囲が変わりました 第{topic.pk}号",
        {"topic": topic, "day": day},
    )
