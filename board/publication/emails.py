"""Mails about the publication of a topic; runs in the worker only."""

from django.urls import reverse

from board.notifications.actions import plan_notifications
from board.notifications.emails import lowercased, send
from board.notifications.events import Event, mentioned_organizations
from board.notifications.models import Notification
from board.topics.models import Topic
from members.users.models import User


def notify_topic_published(topic_id: int) -> None:
    """Special wards are notified of what concerns them, everybody else where they subscribe to it."""
    topic = Topic.objects.select_related("organization", "section__organization", "published_by")
    topic = topic.filter(pk=topic_id, published_at__isnull=False).first()
    if topic is not None and not topic.is_hidden and not topic.is_talk:  # talks: board/talks/emails.py
        plan_notifications(publication_event(topic))


def publication_event(topic: Topic) -> Event:
    """A topic was published."""
    kind = topic.get_kind_display()
    return Event(
        key=f"topic:{topic.pk}",
        occasion=Notification.Occasion.NEW,
        topic=topic,
        summary=f"新しい投稿({kind})",
        activity_no=topic.activity_no,
        subject=f"掲示板に新しい投稿があります 第{topic.pk}号",
        template="topic_published",
        by=topic.published_by,
        section_id=topic.section_id,
        mentioned=mentioned_organizations(topic, None),
    )


def send_schedule_done(topic_id: int, problem: str, by_id: int, at: str) -> None:
    """To the section, and to who scheduled it: it was published, or why not."""
    topic = Topic.objects.select_related("organization", "section").filter(pk=topic_id).first()
    by = User.objects.filter(pk=by_id).first()
    if topic is None or (not problem and topic.is_draft):
        return
    is_his = by and by.is_active and by.section_id and by.section.organization_id == topic.organization_id
    path = reverse("board:topic-edit", args=[topic.pk]) if problem else topic.get_absolute_url()
    what = "公開できませんでした" if problem else "公開しました"
    send(
        f"schedule_done:{topic.pk}:{at}",
        "board.schedule_done",
        lowercased(topic.section.mailboxes, [by.email] if is_his else []),
        f"予約した投稿を{what} 第{topic.pk}号",
        {"topic": topic, "problem": problem, "path": path, "what": what},
    )
