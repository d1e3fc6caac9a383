from dataclasses import replace

from board.notifications.actions import plan_notifications
from board.notifications.events import Event
from board.publication.emails import publication_event
from board.topics.models import Topic


def talk_event(talk: Topic) -> Event:
    """A talk (相談) was begun: both sides are notified."""
    return replace(
        publication_event(talk),
        summary="相談が始まりました",
        subject=f"{talk.organization.full_name}からの相談 掲示板 第{talk.pk}号",
        template="talk_begun",
        context={"parent": talk.parent},
    )


def notify_talk_begun(topic_id: int) -> None:
    """Both sections are notified, and the people of both sides who subscribe to replies."""
    talk = _topics().filter(pk=topic_id).first()
    if talk is None or talk.is_hidden:
        return
    plan_notifications(talk_event(talk))


def _topics():
    return Topic.objects.select_related("organization", "section", "parent__organization", "parent__section")
