"""Sheets taken in: compared first, then all of it written or nothing; what is large by the worker."""

import datetime
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from common import jobs
from common.audit_log.actions import record
from common.prepared_files.actions import counted, lock_unfinished, note_progress, work_on
from common.refusals import ActionRefused
from common.spreadsheets.reading import Table
from members.import_export.emails import SheetImportEnded
from members.import_export.models import LARGE, BaseSheetImport
from members.member_sheets.plan import Plan

TAKE_IN_TASK = "members.take_in_sheet"
STEP = 100  # rows between two signs of progress
CHANGED_MEANWHILE = (
    "書き込みの途中で、ほかの人の変更と重なりました。何も書き込んでいません。"
    "もう一度「この内容で取り込む」を押してください。"
)
CHANGED_SINCE = (
    "確かめた後に、登録内容が変わりました。まだ何も書き込んでいません。"
    "下の新しい内容を確かめてから、もう一度「この内容で取り込む」を押してください。"
)
NOT_READY = "この表は取り込めません。エラーを直したファイルを、もう一度選んでください。"
NO_LONGER = "取込みの権限がなくなったため、取り込めませんでした。"
BEING_WRITTEN = "書き込んでいるため、取りやめることはできません。"


class Way(NamedTuple):
    """Who may write a kind of import, and what follows in the same transaction."""

    may: Callable
    after: Callable


ways: dict[type[BaseSheetImport], Way] = {}


def fingerprint(report: list) -> str:
    """What stands for a report in a form: who presses agrees to what they saw, not to what came after."""
    return hashlib.sha256(json.dumps(report, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def compare_sheet(*, sheet_import: BaseSheetImport, table: Table, file_name: str) -> BaseSheetImport:
    """Compare a table with what is registered and keep both for some days; nothing else is written.

    `sheet_import` is a new one that knows its sheet and who brought it.
    """
    refuse_another(sheet_import)
    plan = sheet_import.sheet().plan(table, by=sheet_import.by)
    sheet_import.file_name, sheet_import.finished_at = file_name[:255], timezone.now()
    _keep_plan(sheet_import, table, plan)
    sheet_import.save(force_insert=True)
    _record("sheet_compared", sheet_import)
    return sheet_import


def _keep_plan(row: BaseSheetImport, table: Table, plan: Plan) -> None:
    filled = {place for line in table.rows for place, cell in enumerate(line.cells) if cell}
    row.unknown = [
        title
        for place, title in enumerate(table.header)
        if place in filled and row.sheet().column_of(title) is None
    ]
    row.table = table.as_json()
    _keep_report(row, plan.report(), plan)


def _keep_report(row: BaseSheetImport, report: list, plan: Plan) -> None:
    row.report, row.counts, row.fingerprint = report, plan.counts(), fingerprint(report)


def _record(verb: str, row: BaseSheetImport) -> None:
    record(by=row.by, verb=f"{row._meta.app_label}.{verb}", obj=row, kind=row.sheet().key, counts=row.counts)


def refuse_another(sheet_import: BaseSheetImport) -> None:
    """Refuse what would be taken in beside one that the worker has."""
    same = {name: getattr(sheet_import, name) for name in sheet_import.ALONE_WITH}
    if type(sheet_import).objects.unfinished().filter(**same).exclude(pk=sheet_import.pk).exists():
        raise ActionRefused(sheet_import.already_building())


def commit_sheet(*, sheet_import: BaseSheetImport, seen: str, by) -> bool:
    """Write all of it, or nothing; False where what is registered changed since they saw the comparison.

    Then the new comparison is kept for them to look at. Pressed twice, it is written once. A large one is
    left to the worker.
    """
    with _refusing_meetings(), transaction.atomic():
        rows = type(sheet_import).objects.select_for_update().defer(*LARGE)
        row = rows.get(pk=sheet_import.pk)
        if row.done_at or row.is_unfinished:
            return True
        _refuse_unready(row, by)
        refuse_another(row)
        if seen != row.fingerprint:
            return False
        if not row.is_large:
            return _write(row, by)
        row.requested_at, row.finished_at, row.reason, row.total = timezone.now(), None, "", 0
        row.save(update_fields=["requested_at", "finished_at", "reason", "total"])
        _queue(row)
        return True


@contextmanager
def _refusing_meetings() -> Iterator[None]:
    """A name or address was taken meanwhile, or two locks met: nothing was written."""
    try:
        yield
    except (IntegrityError, OperationalError) as error:
        raise ActionRefused(CHANGED_MEANWHILE) from error


def _refuse_unready(row: BaseSheetImport, by) -> None:
    if not ways[type(row)].may(by, row):
        raise ActionRefused(NOT_READY)


def _write(row: BaseSheetImport, by) -> bool:
    """In the caller's transaction, which holds the row."""
    sheet = row.sheet()
    sheet.lock([line["pk"] for line in row.report if line["pk"]])
    plan = sheet.plan(Table.from_json(row.table), by=by)
    report = plan.report()
    if fingerprint(report) != row.fingerprint:
        _keep_report(row, report, plan)
        row.save(update_fields=["report", "counts", "fingerprint"])
        return False
    sheet.write(plan, by=by, number=row.pk)
    row.table, row.done_at = None, timezone.now()
    row.finished_at = row.done_at
    row.save(update_fields=["table", "done_at", "finished_at"])
    _record("sheet_imported", row)
    ways[type(row)].after(row)
    return True


def discard_sheet(*, sheet_import, by) -> None:
    """Throw away what was only compared, or is being compared."""
    if sheet_import.is_being_written:
        raise ActionRefused(BEING_WRITTEN)
    with transaction.atomic():
        rows = type(sheet_import).objects.select_for_update().defer(*LARGE)
        row = rows.filter(pk=sheet_import.pk).first()
        if row is None:
            return
        if row.done_at or row.by_id != by.pk:
            raise ActionRefused("取り込みが済んでいるため、取りやめることはできません。")
        if row.is_being_written:
            raise ActionRefused(BEING_WRITTEN)
        row.delete()


def discard_old_imports(now: datetime.datetime) -> None:
    """Throw away what nobody finished, and the details of old imports: the audit log keeps each change.

    In every room that takes sheets.
    """
    for model in BaseSheetImport.__subclasses__():
        model.objects.waiting().filter(created_at__lt=now - model.KEPT_FOR).delete()
        old = model.objects.filter(done_at__lt=now - model.REPORT_KEPT_FOR).exclude(report=[])
        old.update(report=[])


# --- what the worker does --------------------------------------------------------------------------------


def request_comparison(*, sheet_import: BaseSheetImport, file: UploadedFile, rows: int) -> BaseSheetImport:
    """Have the worker read and compare a file of about so many rows; it is kept until then."""
    row = sheet_import
    row.file_name, row.total = (file.name or "")[:255], rows
    file.seek(0)
    row.upload = file.read()
    refuse_another(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _queue(row)
    except IntegrityError:  # two at once
        raise ActionRefused(row.already_building()) from None
    row.upload = None
    return row


def _queue(row: BaseSheetImport) -> None:
    jobs.defer(TAKE_IN_TASK, kind=row._meta.label, pk=row.pk)


def take_in_sheet(model: type[BaseSheetImport], pk: int) -> None:
    """Compare it, or write what its bringer agreed to; ended meanwhile, nothing is done."""
    row = model.objects.unfinished().select_related("by").filter(pk=pk).first()
    if row:
        work_on(row, _write_whole if row.is_compared else _compare_whole, fail=fail_import)


def _compare_whole(row: BaseSheetImport) -> None:
    if not (row.by.is_active and type(row).objects.visible_to(row.by).filter(pk=row.pk)):
        raise ActionRefused(NO_LONGER)
    content = io.BytesIO(row.upload)
    try:
        table = row.read(UploadedFile(content, row.file_name, size=len(row.upload)))
    except ValidationError as refusal:
        raise ActionRefused("\n".join(refusal.messages)) from None
    row.total = len(table.rows)
    note_progress(row, total=row.total)
    sheet = row.sheet()
    sheet.follow = partial(counted, row, step=STEP)
    plan = sheet.plan(table, by=row.by)
    with transaction.atomic():
        if _lock_as_it_was(row):
            _keep_plan(row, table, plan)
            _finish(row)
            _record("sheet_compared", row)


def _lock_as_it_was(row: BaseSheetImport) -> BaseSheetImport | None:
    """The row locked; None where another worker ended this job, and its bringer perhaps began the next."""
    locked = lock_unfinished(row)
    return locked if locked and locked.requested_at == row.requested_at else None


def _write_whole(row: BaseSheetImport) -> None:
    with _refusing_meetings(), transaction.atomic():
        if locked := _lock_as_it_was(row):
            _refuse_unready(locked, row.by)
            written = _write(locked, row.by)
            _finish(locked, "" if written else CHANGED_SINCE)


@transaction.atomic
def fail_import(row: BaseSheetImport, reason: str) -> None:
    """It cannot be taken in; its page and the mail say why."""
    if locked := _lock_as_it_was(row):
        _finish(locked, reason)
        _record("sheet_failed", locked)


def _finish(row: BaseSheetImport, reason: str = "") -> None:
    row.upload, row.reason, row.finished_at = None, reason, timezone.now()
    row.save()
    SheetImportEnded.of[type(row)].send(row, at=row.finished_at.isoformat())
