"""Writing a notice, publishing it now or at a set time, ending it."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common import japanese_calendar
from common.attachments.actions import discard_files, replace_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.publication.actions import (
    drop_plan,
    is_due,
    plan_publication,
    refuse_undescribed,
    set_published,
    set_withdrawn,
)
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from common.versions import refuse_stale
from news.announcements.models import Announcement
from news.editing.emails import AnnouncementPublished
from news.editing.rules import can_edit_announcement


@transaction.atomic
def create_announcement(*, by, values: Mapping, files) -> Announcement:
    row = Announcement(**values)
    if not can_edit_announcement(by, row):
        raise PermissionDenied
    row.save(force_insert=True)
    replace_files(files, to=row)
    record(by=by, verb="news.announcement_created", obj=row)
    return row


@transaction.atomic
def edit_announcement(
    *, announcement: Announcement, by, values: Mapping, files, is_minor: bool = False, version: str = ""
) -> Announcement:
    """Keep it with exactly these files; `is_minor` leaves the day of the last change (更新日) as it is.

    Raises StaleVersion where somebody saved something else since `version`.
    """
    row = _locked(announcement, by)
    refuse_stale(row, values, version)
    had = files_of(row)
    changes = {
        Announcement._meta.get_field(name).verbose_name: [str(getattr(row, name) or ""), str(value or "")]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    if not changes and [file.pk for file in had] == [file.pk for file in files]:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    if row.is_published and not is_minor:
        row.revised_on = japanese_calendar.today()
    row.save()
    replace_files(files, to=row)
    record(by=by, verb="news.announcement_edited", obj=row, changes=changes)
    refresh_index(row)
    return row


@transaction.atomic
def publish_announcement(*, announcement: Announcement, by) -> Announcement:
    """Show it to everybody; the second press changes nothing."""
    row = _locked(announcement, by)
    if not row.is_published:
        _publish(row, by, timezone.now())
    return row


@transaction.atomic
def publish_due_announcement(*, announcement: Announcement) -> bool:
    """Its time has come: whoever set it is the one who publishes."""
    row = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    if not is_due(row):
        return False
    _publish(row, row.publish_by, row.publish_at)
    return True


def _publish(row: Announcement, by, at: datetime.datetime) -> None:
    _refuse_unready(row)
    set_published(row, by=by, at=at)
    _save(row, "published", by)
    if row.telling == Announcement.Telling.AT_ONCE:
        AnnouncementPublished.send(row)


@transaction.atomic
def schedule_announcement(*, announcement: Announcement, by, at: datetime.datetime) -> Announcement:
    """Publish it at this moment; another moment moves it, the same once more changes nothing."""
    row = _locked(announcement, by)
    if not plan_publication(row, by=by, at=at):
        return row
    if row.ends_on and timezone.localdate(at) > row.ends_on:
        raise ActionRefused("掲載の最終日より前の日時を入力してください。")
    _refuse_unready(row)
    _save(row, "scheduled", by, at=at.isoformat())
    return row


@transaction.atomic
def unschedule_announcement(*, announcement: Announcement, by) -> Announcement:
    row = _locked(announcement, by)
    drop_plan(row)
    _save(row, "unscheduled", by)
    return row


@transaction.atomic
def withdraw_announcement(*, announcement: Announcement, by) -> Announcement:
    """Take it back from the public; it is a draft again."""
    row = _locked(announcement, by)
    set_withdrawn(row)
    row.revised_on = row.ended_at = None
    _save(row, "withdrawn", by)
    return row


@transaction.atomic
def end_announcement(*, announcement: Announcement, by) -> Announcement:
    """No list shows it any more; `by` is None where its last day is over."""
    row = _locked(announcement, by) if by else announcement
    if row.is_published and row.ended_at is None:
        row.ended_at = timezone.now()
        _save(row, "ended", by)
    return row


@transaction.atomic
def resume_announcement(*, announcement: Announcement, by) -> Announcement:
    """List it again, without a last day."""
    row = _locked(announcement, by)
    if row.ended_at:
        row.ended_at = row.ends_on = None
        _save(row, "resumed", by)
    return row


@transaction.atomic
def delete_announcement(*, announcement: Announcement, by) -> None:
    """Only what nobody else has read; what was public is ended or withdrawn."""
    row = _locked(announcement, by)
    if row.is_published:
        raise ActionRefused("公開しているお知らせは削除できません。掲載を終えるか、下書きに戻してください。")
    record(by=by, verb="news.announcement_deleted", obj=row)
    discard_files(files_of(row))
    row.delete()


def _locked(announcement: Announcement, by) -> Announcement:
    row = Announcement.objects.select_for_update(of=("self",)).get(pk=announcement.pk)
    if not can_edit_announcement(by, row):
        raise PermissionDenied
    return row


def _refuse_unready(row: Announcement) -> None:
    refuse_undescribed(row)
    if row.ends_on and row.ends_on < japanese_calendar.today():
        raise ActionRefused("掲載の最終日が過ぎています。内容の編集で、最終日を直してください。")


def _save(row: Announcement, verb: str, by, **facts) -> None:
    row.save()
    record(by=by, verb=f"news.announcement_{verb}", obj=row, **facts)
    refresh_index(row, narrowed=not row.is_published or row.ended_at is not None)
