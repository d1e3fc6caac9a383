"""Wards write and hand in; the secretariat accepts, which writes the record, or sends back."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from common.append_only.models import Reason
from common.audit_log.actions import record
from common.japanese_calendar import wareki_time
from common.refusals import ActionRefused, StaleVersion
from disaster.disasters.models import Disaster
from disaster.disasters.queries import page_of
from disaster.support_records.actions import correct_support, lock_disaster, record_support
from disaster.support_records.models import SupportRecordVersion
from disaster.ward_reports import rules
from disaster.ward_reports.emails import ReportAccepted, ReportReturned, ReportsSubmitted
from disaster.ward_reports.models import SupportReport

NOT_WAITING = "この報告は、いまは確認を待っていません。状態を確かめてください。"
DECIDED = "この報告は、{by}が{at}にもう{what}います。あとから押された{pressed}は行っていません。"
NOT_OPEN = "この報告は、いまは直せません。状態を確かめてください。"
CHANGED = "画面を開いたあとに、報告の内容が変わりました。いまの内容を確かめてから、もう一度押してください。"
OVERTAKEN = (
    "報告のあとに、この個票が訂正されました。報告を取り下げて、いまの個票から報告し直す必要があります。"
)
NOT_OWN = "自区の支援だけを報告できます。"
WITHOUT_NOTE = "何を直してほしいのかを入力してください。"


@transaction.atomic
def make_reports(*, disaster: Disaster, facts: Iterable[Mapping], by, submit: bool) -> list[SupportReport]:
    """Drafts of the writer's own ward; with `submit` they are handed in at one moment."""
    if not rules.can_report_support(by) or not Disaster.objects.visible_to(by).filter(pk=disaster.pk):
        raise PermissionDenied
    lock_disaster(disaster)
    reports = [_new(disaster, told, by) for told in facts]
    if submit:
        _submit(reports, by)
    return reports


@transaction.atomic
def propose_correction(
    *, version: SupportRecordVersion, facts: Mapping, reason: str, words: str, by, submit: bool
) -> SupportReport:
    """A report of what a record of the own ward should say instead of `version`."""
    if not rules.can_propose_correction(by, version):
        raise PermissionDenied
    if version.superseded_at:
        raise StaleVersion(version.record.versions.get(superseded_at__isnull=True))
    more = {"corrects": version, "correction_reason": reason, "correction_words": words}
    report = _new(page_of(version.record.disaster), facts, by, **more)
    if submit:
        _submit([report], by)
    return report


def _new(disaster: Disaster, facts: Mapping, by, **more) -> SupportReport:
    report = SupportReport(disaster=disaster, organization=by.organization, made_by=by, **facts, **more)
    _save(report)
    record(by=by, verb="disaster.supportreport_made", obj=report)
    return report


def _save(report: SupportReport) -> None:
    if report.sender_government_id != report.organization.local_government_id:
        raise ActionRefused(NOT_OWN)
    report.full_clean(exclude=["disaster", "organization", "corrects", "made_by"])
    report.save()


@transaction.atomic
def edit_report(*, report: SupportReport, facts: Mapping, by, edition: int, submit: bool) -> SupportReport:
    """Write over a draft or what was sent back. Raises StaleVersion where a colleague did meanwhile."""
    row = _locked(report)
    if not rules.is_own_report(by, row):
        raise PermissionDenied
    if not row.is_open:
        raise ActionRefused(NOT_OPEN)
    if row.edition != edition:
        raise StaleVersion(row)
    if row.is_overtaken:
        raise ActionRefused(OVERTAKEN)
    for name, value in facts.items():
        setattr(row, name, value)
    row.edition += 1
    _save(row)
    record(by=by, verb="disaster.supportreport_edited", obj=row)
    if submit:
        _submit([row], by)
    return row


@transaction.atomic
def submit_report(*, report: SupportReport, by) -> None:
    """The second press changes nothing."""
    row = _locked(report)
    if not rules.is_own_report(by, row):
        raise PermissionDenied
    if row.is_waiting:
        return
    if not row.is_open:
        raise ActionRefused(NOT_OPEN)
    if row.is_overtaken:
        raise ActionRefused(OVERTAKEN)
    _submit([row], by)


def _submit(reports: list[SupportReport], by) -> None:
    now = timezone.now()
    for row in reports:
        row.submitted_at, row.submitted_by = now, by
        row.returned_at, row.returned_by, row.returned_note = None, None, ""
        row.save()
        record(by=by, verb="disaster.supportreport_submitted", obj=row)
    if reports:
        ReportsSubmitted.send(reports[0], at=now.isoformat())


@transaction.atomic
def withdraw_report(*, report: SupportReport, by) -> None:
    """The ward takes back what is not accepted yet; the second press changes nothing."""
    row = _locked(report)
    if not rules.is_own_report(by, row):
        raise PermissionDenied
    if row.accepted_at:
        raise ActionRefused("この報告はもう受理されています。直すときは、個票の訂正を報告してください。")
    if not row.withdrawn_at:
        row.withdrawn_at, row.withdrawn_by = timezone.now(), by
        row.save()
        record(by=by, verb="disaster.supportreport_withdrawn", obj=row)


@transaction.atomic
def accept_report(*, report: SupportReport, by, edition: int) -> SupportReport:
    """Write the record, or the next version of the one that is corrected; `edition` is what was read.

    The second press changes nothing.
    """
    row = _row_to_decide(report, by, edition, pressed="受理", is_done=lambda row: row.accepted_at)
    if row.accepted_at:
        return row
    if row.corrects:
        row.record = _corrected(row, by)
    else:
        (told,) = record_support(
            model=SupportRecordVersion, disaster=page_of(row.disaster), facts=[row.facts], by=by
        )
        row.record = told.record
    row.accepted_at, row.accepted_by = timezone.now(), by
    row.save()
    record(by=by, verb="disaster.supportreport_accepted", obj=row)
    ReportAccepted.send(row)
    return row


def _corrected(row: SupportReport, by):
    """The internal note stays the secretariat's."""
    facts = {name: value for name, value in row.facts.items() if name != "internal_note"}
    if row.correction_reason == Reason.WITHDRAWAL:
        facts = {}
    told = {"reason": row.correction_reason, "words": row.correction_words}
    try:
        correct_support(version=row.corrects, facts=facts, by=by, **told)
    except StaleVersion:
        raise ActionRefused(OVERTAKEN) from None
    return row.corrects.record


@transaction.atomic
def return_report(*, report: SupportReport, by, edition: int, note: str) -> SupportReport:
    """The secretariat says what is to be mended; the second press changes nothing."""

    def is_done(row):
        return row.returned_at and (row.returned_by, row.returned_note) == (by, note)

    row = _row_to_decide(report, by, edition, pressed="差戻し", is_done=is_done)
    if is_done(row):
        return row
    if not note.strip():
        raise ActionRefused(WITHOUT_NOTE)
    row.submitted_at = row.submitted_by = None
    row.returned_at, row.returned_by, row.returned_note = timezone.now(), by, note
    row.save()
    record(by=by, verb="disaster.supportreport_returned", obj=row, note=note)
    ReportReturned.send(row, edition=row.edition)
    return row


def _row_to_decide(report: SupportReport, by, edition: int, *, pressed: str, is_done) -> SupportReport:
    """Also one for which this very decision was taken already; another decision is told with who took it."""
    row = _locked(report)
    if not rules.can_edit_disasters(by):
        raise PermissionDenied
    if is_done(row):
        return row
    if not row.is_waiting:
        raise ActionRefused(_told_decision(row, pressed))
    if row.edition != edition:
        raise ActionRefused(CHANGED)
    return row


def _told_decision(row: SupportReport, pressed: str) -> str:
    if row.withdrawn_at or not (row.accepted_at or row.returned_at):
        return NOT_WAITING
    who, when, what = row.returned_by, row.returned_at, "差し戻して"
    if row.accepted_at:
        who, when, what = row.accepted_by, row.accepted_at, "受理して"
    name = who.name if who else "事務局"
    return DECIDED.format(by=name, at=wareki_time(when), what=what, pressed=pressed)


def _locked(report: SupportReport) -> SupportReport:
    return SupportReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
