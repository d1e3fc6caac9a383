import datetime
from collections.abc import Mapping

from django.utils import timezone

from board.replies.models import Reply
from board.topics.models import Topic
from board.versions.models import Version
from board.versions.queries import Row, snapshot_of, versions_of

AUTOSAVE_INTERVAL = datetime.timedelta(minutes=10)  # what one person autosaves in it is one version


def save_version(
    row: Row, *, by, snapshot: Mapping, activity_no: int | None = None, automatic: bool = False
) -> Version:
    """Save the row as a version. What somebody autosaves within ten minutes is one version."""
    last = versions_of(row).filter(is_conflict_copy=False).order_by("-number").first() if automatic else None
    if last and last.automatic and last.by_id == by.pk and _interval(last.at) == _interval(timezone.now()):
        last.number, last.snapshot, last.at = row.version, snapshot, timezone.now()
        last.save(update_fields=["number", "snapshot", "at"])
        return last
    return _new(row, by, snapshot, number=row.version, activity_no=activity_no, automatic=automatic)


def save_first_version(row: Row, snapshot: Mapping) -> None:
    """The state before the first change, where there is no version yet."""
    if versions_of(row).filter(is_conflict_copy=False).exists():
        return
    if isinstance(row, Reply):
        _new(row, row.author, snapshot, number=row.version, activity_no=row.activity_no, at=row.created_at)
        return
    number = row.activity_no
    if row.reply_count:  # who has read any reply has read the topic
        number = row.replies.order_by("number").values_list("activity_no", flat=True)[0]
    _new(row, row.saved_by, snapshot, number=row.version, activity_no=number, at=row.saved_at)


def save_next_version(row: Row, *, by, activity_no: int | None) -> None:
    """Save as a version what another action than editing has just set; the caller saves the row.

    Its number is raised, so that a form that was opened before is stale.
    """
    row.version += 1
    if isinstance(row, Topic):
        row.saved_from = None
    save_version(row, by=by, snapshot=snapshot_of(row), activity_no=activity_no)


def save_conflict_version(row: Row, *, by, version: int, snapshot: Mapping, automatic: bool) -> Version:
    """A text that came too late (別稿); autosaved again, it is the same one."""
    last = versions_of(row).filter(is_conflict_copy=True, by=by).order_by("-pk").first()
    if last and last.number == version and last.snapshot == snapshot:
        return last
    same_page = last and last.automatic and last.number == version
    if same_page and automatic and _interval(last.at) == _interval(timezone.now()):
        last.snapshot, last.at = snapshot, timezone.now()
        last.save(update_fields=["snapshot", "at"])
        return last
    return _new(row, by, snapshot, number=version, is_conflict_copy=True, automatic=automatic)


def mark_saved_by_button(topic: Topic) -> None:
    """What had been autosaved was saved by a button: it stays a version of its own."""
    versions_of(topic).filter(is_conflict_copy=False, number=topic.version).update(automatic=False)


def _interval(moment: datetime.datetime) -> int:
    return int(moment.timestamp() // AUTOSAVE_INTERVAL.total_seconds())


def _new(row: Row, by, snapshot: Mapping, **more) -> Version:
    topic, reply = (row, None) if isinstance(row, Topic) else (row.topic, row)
    return Version.objects.create(topic=topic, reply=reply, by=by, by_name=by.name, snapshot=snapshot, **more)
