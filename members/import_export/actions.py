"""Sheets taken in: compared first, then all of it written or nothing."""

import datetime
import hashlib
import json

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.spreadsheets.reading import Table
from members.import_export import rules
from members.import_export.models import BaseSheetImport

CHANGED_MEANWHILE = (
    "書き込みの途中で、ほかの人の変更と重なりました。何も書き込んでいません。"
    "もう一度「この内容で取り込む」を押してください。"
)
NOT_READY = "この表は取り込めません。エラーを直したファイルを、もう一度選んでください。"


def fingerprint(report: list) -> str:
    """What stands for a report in a form: who presses agrees to what they saw, not to what came after."""
    return hashlib.sha256(json.dumps(report, sort_keys=True).encode()).hexdigest()


def compare_sheet(*, sheet_import: BaseSheetImport, table: Table, file_name: str) -> BaseSheetImport:
    """Compare a table with what is registered and keep both for a day; nothing else is written.

    `sheet_import` is a new one that knows its sheet and who brought it.
    """
    sheet, by = sheet_import.sheet(), sheet_import.by
    filled = {place for row in table.rows for place, cell in enumerate(row.cells) if cell}
    with transaction.atomic():
        plan = sheet.plan(table, by=by)
        sheet_import.file_name = file_name[:255]
        sheet_import.unknown = [
            title
            for place, title in enumerate(table.header)
            if place in filled and sheet.column_of(title) is None
        ]
        sheet_import.table, sheet_import.report = table.as_json(), plan.report()
        sheet_import.counts = plan.counts()
        sheet_import.save(force_insert=True)
        _record("sheet_compared", sheet_import)
    return sheet_import


def _record(verb: str, row: BaseSheetImport) -> None:
    record(by=row.by, verb=f"{row._meta.app_label}.{verb}", obj=row, kind=row.sheet().key, counts=row.counts)


def commit_sheet(*, sheet_import, seen: str, by, may=rules.can_commit_sheet) -> bool:
    """Write all of it, or nothing; False where what is registered changed since they saw the comparison.

    Then the new comparison is kept for them to look at. Pressed twice, it is written once.
    """
    try:
        with transaction.atomic():
            return _commit(sheet_import, seen, by, may)
    except (
        IntegrityError,
        OperationalError,
    ) as error:  # a name or address was taken meanwhile, or two locks met
        raise ActionRefused(CHANGED_MEANWHILE) from error


def _commit(sheet_import, seen, by, may) -> bool:
    row = type(sheet_import).objects.select_for_update().get(pk=sheet_import.pk)
    if row.done_at:
        return True
    if not may(by, row):
        raise ActionRefused(NOT_READY)
    sheet = row.sheet()
    sheet.lock([line["pk"] for line in row.report if line["pk"]])
    plan = sheet.plan(Table.from_json(row.table), by=by)
    report = plan.report()
    if not fingerprint(report) == fingerprint(row.report) == seen:
        row.report, row.counts = report, plan.counts()
        row.save(update_fields=["report", "counts"])
        return False
    sheet.write(plan, by=by, number=row.pk)
    row.table, row.done_at = None, timezone.now()
    row.save(update_fields=["table", "done_at"])
    _record("sheet_imported", row)
    return True


def discard_sheet(*, sheet_import, by) -> None:
    """Throw away what was only compared."""
    with transaction.atomic():
        row = type(sheet_import).objects.select_for_update().filter(pk=sheet_import.pk).first()
        if row is None:
            return
        if row.done_at or row.by_id != by.pk:
            raise ActionRefused("取り込みが済んでいるため、取りやめることはできません。")
        row.delete()


def discard_old_imports(now: datetime.datetime) -> None:
    """Throw away what nobody finished, and the details of old imports: the audit log keeps each change.

    In every room that takes sheets.
    """
    for model in BaseSheetImport.__subclasses__():
        model.objects.waiting().filter(created_at__lt=now - model.KEPT_FOR).delete()
        old = model.objects.filter(done_at__lt=now - model.REPORT_KEPT_FOR).exclude(report=[])
        old.update(report=[])
