"""Mails about the end of a topic and its reopening; runs in the worker only."""

from board.notifications.actions import plan_notifications
from board.notifications.emails import lowercased, send
from board.notifications.events import Event
from board.notifications.models import Notification
from board.topics.models import Topic
from board.topics.queries import unhidden_topic


def notify_topic_closed(topic_id: int) -> None:
    """Everybody who is notified of replies: no more are taken."""
    topic = unhidden_topic(topic_id)
    if topic is not None and topic.closed_by:  # not reopened meanwhile
        plan_notifications(closing_event(topic))


def send_topic_expired(topic_id: int) -> None:
    """To the owner's section: the deadline closed its topic, and how to go on."""
    topic = unhidden_topic(topic_id)
    if topic is None or not topic.is_expired:
        return
    send(
        f"topic_expired:{topic.pk}:{topic.deadline}",
        "board.topic_expired",
        lowercased(topic.section.mailboxes),
        f"締切日を過ぎたため受付を終了しました 掲示板 第{topic.pk}号",
        {"topic": topic},
    )


def notify_topic_reopened(topic_id: int, number: int) -> None:
    """Everybody who is notified of replies: the topic is open again; `number` makes the event unique."""
    topic = unhidden_topic(topic_id)
    if topic is not None and topic.state == Topic.State.OPEN:
        plan_notifications(reopening_event(topic, number))


def closing_event(topic: Topic) -> Event:
    """A topic takes no more replies."""
    return Event(
        key=f"closed:{topic.pk}:{topic.closed_at:%Y%m%d%H%M%S%f}",
        occasion=Notification.Occasion.STEP,
        topic=topic,
        summary="受付が終わりました",
        activity_no=topic.activity_no,
        subject=f"掲示板 第{topic.pk}号の受付が終わりました",
        template="topic_closed",
        by=topic.closed_by,
        section_id=topic.closed_by.section_id,
    )


def reopening_event(topic: Topic, number: int) -> Event:
    """A closed topic takes replies again; `number` makes the event unique."""
    return Event(
        key=f"reopened:{topic.pk}:{number}",
        occasion=Notification.Occasion.STEP,
        topic=topic,
        summary="受付を再開しました",
        activity_no=topic.activity_no,
        subject=f"掲示板 第{topic.pk}号の受付を再開しました",
        template="topic_reopened",
        by=None,
        section_id=None,
    )
