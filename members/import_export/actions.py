"""Sheets taken in: compared first, then all of it written or nothing."""

import hashlib
import json

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.spreadsheets.reading import Table
from members.import_export import rules
from members.import_export.models import SheetImport
from members.member_sheets.sheets import IMPORTED_SHEETS

CHANGED_MEANWHILE = (
    "書き込みの途中で、ほかの人の変更と重なりました。何も書き込んでいません。"
    "もう一度「この内容で取り込む」を押してください。"
)
NOT_READY = "この表は取り込めません。エラーを直したファイルを、もう一度選んでください。"


def fingerprint(report: list) -> str:
    """What stands for a report in a form: who presses agrees to what they saw, not to what came after."""
    return hashlib.sha256(json.dumps(report, sort_keys=True).encode()).hexdigest()


def compare_sheet(*, kind: str, table: Table, file_name: str, by) -> SheetImport:
    """Compare a table with what is registered and keep both for a day; nothing else is written."""
    known = set(IMPORTED_SHEETS[kind].titles())
    with transaction.atomic():
        plan = IMPORTED_SHEETS[kind]().plan(table, by=by)
        sheet_import = SheetImport.objects.create(
            kind=kind,
            file_name=file_name[:255],
            by=by,
            unknown=[title for title in table.header if title not in known],
            table=table.as_json(),
            report=plan.report(),
            counts=plan.counts(),
        )
        record(by=by, verb="members.sheet_compared", obj=sheet_import, kind=kind, counts=sheet_import.counts)
    return sheet_import


def commit_sheet(*, sheet_import, seen: str, by) -> bool:
    """Write all of it, or nothing; False where what is registered changed since they saw the comparison.

    Then the new comparison is kept for them to look at. Pressed twice, it is written once.
    """
    try:
        with transaction.atomic():
            return _commit(sheet_import, seen, by)
    except (
        IntegrityError,
        OperationalError,
    ) as error:  # a name or address was taken meanwhile, or two locks met
        raise ActionRefused(CHANGED_MEANWHILE) from error


def _commit(sheet_import, seen, by) -> bool:
    row = SheetImport.objects.select_for_update().get(pk=sheet_import.pk)
    if row.done_at:
        return True
    if not rules.can_commit_sheet(by, row):
        raise ActionRefused(NOT_READY)
    sheet = IMPORTED_SHEETS[row.kind]()
    sheet.lock([line["pk"] for line in row.report if line["pk"]])
    plan = sheet.plan(Table.from_json(row.table), by=by)
    report = json.loads(json.dumps(plan.report()))
    if report != row.report or seen != fingerprint(row.report):
        row.report, row.counts = report, plan.counts()
        row.save(update_fields=["report", "counts"])
        return False
    sheet.write(plan, by=by, number=row.pk)
    row.table, row.done_at = None, timezone.now()
    row.save(update_fields=["table", "done_at"])
    record(by=by, verb="members.sheet_imported", obj=row, kind=row.kind, counts=row.counts)
    return True


def discard_sheet(*, sheet_import, by) -> None:
    """Throw away what was only compared."""
    with transaction.atomic():
        row = SheetImport.objects.select_for_update().filter(pk=sheet_import.pk).first()
        if row is None:
            return
        if row.done_at or row.by_id != by.pk:
            raise ActionRefused("取り込みが済んでいるため、取りやめることはできません。")
        row.delete()


def discard_old_imports() -> int:
    """Throw away what nobody finished, and the details of old imports: the audit log keeps each change."""
    now = timezone.now()
    left = SheetImport.objects.waiting().filter(created_at__lt=now - SheetImport.KEPT_FOR).delete()[0]
    old = SheetImport.objects.filter(done_at__lt=now - SheetImport.REPORT_KEPT_FOR).exclude(report=[])
    return left + old.update(report=[])
