"""Mails about an edited topic; runs in the worker only."""

from collections.abc import Collection

from board.notifications.actions import plan_notifications
from board.notifications.events import Event
from board.notifications.models import Notification
from board.topics.models import Topic
from board.versions import differences
from board.versions.models import Version
from board.versions.queries import changed_fields, versions_of
from common.text import excerpt

MAX_SHOWN = 300  # characters of an item in a mail


def notify_topic_edited(version_id: int, mentioned: Collection[int] = ()) -> None:
    """The owner's people and those who replied are notified of what changed, never who changed it.

    So are the organisations that the change mentions (`mentioned`).
    """
    version = (
        Version.objects.select_related("topic__section__organization", "topic__organization", "by")
        .filter(pk=version_id)
        .first()
    )
    if version is None or version.topic.is_hidden:
        return
    topic = version.topic
    before = versions_of(topic).filter(activity_no__lt=version.activity_no, is_conflict_copy=False)
    before = before.order_by("-activity_no").first()
    plan_notifications(edit_event(topic, version, _changes(before, version), list(mentioned)))


def _changes(before: Version | None, after: Version) -> list[tuple[str, str]]:
    """(label, what it is now) of what differs."""
    if before is None:
        return []
    return [
        (differences.label_of(name), excerpt(differences.shown_value(name, now), MAX_SHOWN) or "(なし)")
        for name, (_, now) in changed_fields(before.snapshot, after.snapshot).items()
    ]


def edit_event(topic: Topic, version: Version, changes: list[tuple[str, str]], mentioned: list[int]) -> Event:
    """A topic was edited, and its writer wants that to be known: (label, what it is now) of what changed."""
    return Event(
        key=f"edited:{version.pk}",
        occasion=Notification.Occasion.STEP,
        topic=topic,
        summary="内容が変わりました",
        activity_no=version.activity_no,
        subject=f"掲示板 第{topic.pk}号の内容が変わりました",
        template="topic_edited",
        by=version.by,
        section_id=version.by.section_id,
        mentioned=mentioned,
        context={"version": version, "changes": changes},
    )
