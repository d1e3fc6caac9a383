import datetime
from collections.abc import Mapping

from django.utils import timezone

from board.replies.models import Reply
from board.topics.models import Topic
from board.versions.models import Version
from board.versions.queries import Row, snapshot_of, versions_of

AUTOSAVE_INTERVAL = datetime.timedelta(minutes=10)  # what one person saves by itself in it is one version


def save_version(
    row: Row, *, by, facts: Mapping, activity_no: int | None = None, automatic: bool = False
) -> Version:
    """Keep the row as it was just saved. What somebody autosaves within ten minutes is one version."""
    last = versions_of(row).filter(aside=False).order_by("-number").first() if automatic else None
    if last and last.automatic and last.by_id == by.pk and _interval(last.at) == _interval(timezone.now()):
        last.number, last.facts, last.at = row.version, facts, timezone.now()
        last.save(update_fields=["number", "facts", "at"])
        return last
    return _new(row, by, facts, number=row.version, activity_no=activity_no, automatic=automatic)


def save_first_version(row: Row, facts: Mapping) -> None:
    """The state before the first change, where it was written by something older than versions."""
    if versions_of(row).filter(aside=False).exists():
        return
    if isinstance(row, Reply):
        _new(row, row.author, facts, number=row.version, activity_no=row.activity_no, at=row.created_at)
        return
    number = row.activity_no
    if row.reply_count:  # who has read any reply has read the topic
        number = row.replies.order_by("number").values_list("activity_no", flat=True)[0]
    _new(row, row.saved_by, facts, number=row.version, activity_no=number, at=row.saved_at)


def save_next_version(row: Row, *, by, activity_no: int | None) -> None:
    """Keep what another action than editing has just set; the caller saves the row.

    Its number is raised, so that a page that was opened for editing before does not go over it.
    """
    row.version += 1
    if isinstance(row, Topic):
        row.saved_from = None
    save_version(row, by=by, facts=snapshot_of(row), activity_no=activity_no)


def save_aside_version(row: Row, *, by, version: int, facts: Mapping, automatic: bool) -> Version:
    """A text that came too late, beside the one that was saved; saved by itself again, it is the same one."""
    last = versions_of(row).filter(aside=True, by=by).order_by("-pk").first()
    if last and last.number == version and last.facts == facts:
        return last
    same_page = last and last.automatic and last.number == version
    if same_page and automatic and _interval(last.at) == _interval(timezone.now()):
        last.facts, last.at = facts, timezone.now()
        last.save(update_fields=["facts", "at"])
        return last
    return _new(row, by, facts, number=version, aside=True, automatic=automatic)


def mark_saved_by_button(topic: Topic) -> None:
    """Somebody saved by a button what had been saved by itself: it stays as it is."""
    versions_of(topic).filter(aside=False, number=topic.version).update(automatic=False)


def _interval(moment: datetime.datetime) -> int:
    return int(moment.timestamp() // AUTOSAVE_INTERVAL.total_seconds())


def _new(row: Row, by, facts: Mapping, **more) -> Version:
    topic, reply = (row, None) if isinstance(row, Topic) else (row.topic, row)
    return Version.objects.create(topic=topic, reply=reply, by=by, by_name=by.name, facts=facts, **more)
