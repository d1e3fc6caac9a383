"""The mails of this room: how each comes about, and what makes it untrue."""

from common.append_only.actions import withdraw
from disaster.imports.emails import SupportImportEnded
from disaster.ward_reports import actions
from disaster.ward_reports.emails import ReportAccepted, ReportReturned, ReportsSubmitted
from disaster.ward_reports.models import SupportReport
from tests.import_mails import ended_import
from tests.mails import MailLine


def _submitted(request) -> SupportReport:
    return request.getfixturevalue("make_report")(submit=True)


def _told_submitted(request) -> ReportsSubmitted:
    report = _submitted(request)
    return ReportsSubmitted(report, at=report.submitted_at.isoformat())


def _withdrawn(request, mail):
    actions.withdraw_report(report=mail.about, by=request.getfixturevalue("ward_officer"))


def _told_accepted(request) -> ReportAccepted:
    by = request.getfixturevalue("secretariat")
    return ReportAccepted(actions.accept_report(report=_submitted(request), by=by, edition=1))


def _record_withdrawn(request, mail):
    told = mail.about.record.versions.get(superseded_at__isnull=True)
    withdraw(told, words="二重の記録でした", by=request.getfixturevalue("secretariat"))


def _told_returned(request) -> ReportReturned:
    by = request.getfixturevalue("secretariat")
    report = actions.return_report(report=_submitted(request), by=by, edition=1, note="終了日を入力")
    return ReportReturned(report, edition=report.edition)


def _handed_in_again(request, mail):
    actions.submit_report(report=mail.about, by=request.getfixturevalue("ward_officer"))


MAILS = {
    "disaster.reports_submitted": MailLine(_told_submitted, _withdrawn),
    "disaster.report_accepted": MailLine(_told_accepted, _record_withdrawn),
    "disaster.support_import_ended": ended_import(SupportImportEnded, kind="record"),
    "disaster.report_returned": MailLine(_told_returned, _handed_in_again),
}
