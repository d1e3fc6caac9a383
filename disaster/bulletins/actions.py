"""A bulletin is written, looked through and published; then it stays as it is."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from common import versions
from common.attachments.actions import discard_files, replace_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.actions import differences, record
from common.japanese_calendar import today
from common.publication.actions import publish
from common.refusals import ActionRefused
from disaster.bulletins import rules
from disaster.bulletins.models import Bulletin
from disaster.bulletins.queries import chosen_figures, shown_version
from disaster.disasters.models import Disaster
from disaster.printed_figures.actions import print_figures
from disaster.printed_figures.models import PrintedFigure
from disaster.support_records.actions import lock_disaster, touch_disaster
from disaster.support_records.moments import Moments

IS_PUBLISHED = "この報は公開されています。直すときは、訂正の報をつくってください。"
CHANGED = "画面を開いたあとに、載せる数が変わりました。いまの数を確かめてから、もう一度公開してください。"


@transaction.atomic
def draft_bulletin(
    *, disaster: Disaster, by, values: Mapping, files: Iterable[StoredFile], corrects: Bulletin | None = None
) -> Bulletin:
    """A new draft; with `corrects` it says what was wrong in that one."""
    bulletin = Bulletin(disaster=disaster, corrects=corrects)
    lock_disaster(disaster)
    may = rules.can_correct_bulletin(by, corrects) if corrects else rules.can_edit_bulletin(by, bulletin)
    if not may:
        raise PermissionDenied
    _write(bulletin, values, files)
    record(by=by, verb="disaster.bulletin_created", obj=bulletin)
    return bulletin


@transaction.atomic
def edit_bulletin(
    *, bulletin: Bulletin, by, values: Mapping, files: Iterable[StoredFile], version: str = ""
) -> Bulletin:
    """Write over a draft. Raises StaleVersion where somebody else did since `version`."""
    row = _locked(bulletin)
    _require_draft(row, by)
    versions.refuse_stale(row, values, version)
    changes = differences(row, values)
    _write(row, values, files)
    record(by=by, verb="disaster.bulletin_edited", obj=row, changes=changes)
    return row


def _write(row: Bulletin, values: Mapping, files: Iterable[StoredFile]) -> None:
    if problem := rules.day_problem(row.disaster, values["as_of"]):
        raise ActionRefused(problem)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()  # with its disaster, whose numbers are taken once
    row.save()
    replace_files(files, to=row)


@transaction.atomic
def publish_bulletin(*, bulletin: Bulletin, by, seen: str) -> None:
    """Show it to everybody and keep each of its numbers in the ledger, at one moment; a second press is none.

    `seen` are the numbers that stood on the page (`shown_version`): no others are published.
    """
    row = _locked(bulletin)
    if row.is_published:
        return
    _require_draft(row, by)
    if problem := rules.publication_problem(row):
        raise ActionRefused(problem)
    where = {"medium": PrintedFigure.Medium.BULLETIN, "medium_words": row.name, "printed_on": today()}
    printed = print_figures(chosen_figures(row), Moments(row.as_of), by=by, **where)
    if shown_version((each.label, each.value, each.basis) for each in printed) != seen:
        raise ActionRefused(CHANGED)
    row.printed.set(printed)
    publish(obj=row, by=by)
    touch_disaster(row.disaster)


@transaction.atomic
def discard_bulletin(*, bulletin: Bulletin, by) -> None:
    """A draft that is not needed."""
    row = _locked(bulletin)
    _require_draft(row, by)
    record(by=by, verb="disaster.bulletin_deleted", obj=row)
    discard_files(files_of(row))
    row.delete()


def _locked(bulletin: Bulletin) -> Bulletin:
    return Bulletin.objects.select_for_update(of=("self",)).select_related("disaster").get(pk=bulletin.pk)


def _require_draft(row: Bulletin, by) -> None:
    if row.is_published:
        raise ActionRefused(IS_PUBLISHED)
    if not rules.can_edit_bulletin(by, row):
        raise PermissionDenied
    lock_disaster(row.disaster)
