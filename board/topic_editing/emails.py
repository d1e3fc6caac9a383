"""Who is told by mail that a topic was changed, or that its set time came; runs in the worker only."""

from collections.abc import Collection

from django.urls import reverse

from board import differences, letters, versions
from board.models import Topic, Version
from board.notices import events
from board.notices.planning import plan
from members.models import User
from office.text import excerpt

MOST_SHOWN = 300  # characters of an item in a mail


def tell_topic_edited(version_id: int, called: Collection[int] = ()) -> None:
    """The owner's people and those who replied are told what changed, never the one who changed it.

    So are the organisations that the change `called` by name.
    """
    version = (
        Version.objects.select_related("topic__section__organization", "topic__organization", "by")
        .filter(pk=version_id)
        .first()
    )
    if version is None or version.topic.is_hidden:
        return
    topic = version.topic
    before = versions.of(topic).filter(activity_no__lt=version.activity_no, aside=False)
    before = before.order_by("-activity_no").first()
    plan(events.of_edit(topic, version, _changes(before, version), list(called)))


def _changes(before: Version | None, after: Version) -> list[tuple[str, str]]:
    """(label, what it is now) of what differs."""
    if before is None:
        return []
    return [
        (differences.label_of(name), excerpt(differences.shown(name, now), MOST_SHOWN) or "(なし)")
        for name, (_, now) in versions.changes(before.facts, after.facts).items()
    ]


def tell_schedule_done(topic_id: int, problem: str, by_id: int, at: str) -> None:
    """The section, and who set the time, are told that it was published, or why not."""
    topic = Topic.objects.select_related("organization", "section").filter(pk=topic_id).first()
    by = User.objects.filter(pk=by_id).first()
    if topic is None or (not problem and topic.is_draft):
        return
    is_his = by and by.is_active and by.section_id and by.section.organization_id == topic.organization_id
    path = reverse("board:topic-edit", args=[topic.pk]) if problem else topic.get_absolute_url()
    what = "公開できませんでした" if problem else "公開しました"
    letters.post(
        f"schedule_done:{topic.pk}:{at}",
        "board.schedule_done",
        letters.lower(topic.section.mailboxes, [by.email] if is_his else []),
        f"予約した投稿を{what} 第{topic.pk}号",
        {"topic": topic, "problem": problem, "path": path, "what": what},
    )
