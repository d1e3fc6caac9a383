"""Who is told when a ward hands in reports, and when one is accepted or sent back."""

from common.append_only.models import Reason
from common.outbox.mails import Mail
from disaster.ward_reports.models import SupportReport
from members.sections.emails import ToSecretariat
from members.sections.queries import section_mailboxes

RELATED = ("disaster", "organization__local_government", "submitted_by")


class ReportsSubmitted(ToSecretariat):
    """The secretariat, when a ward hands in reports; those of one press are one mail."""

    about, related = SupportReport, RELATED
    label = "災害支援: 区からの報告の提出の通知"

    def context(self):
        return {"reports": list(self._waiting())}

    def _waiting(self):
        of_the_press = SupportReport.objects.waiting().filter(organization=self.about.organization_id)
        return of_the_press.filter(submitted_at=self.facts["at"]).order_by("pk")

    def still_holds(self, to):
        """One of them waits since that moment, and the mailbox is the secretariat's."""
        return self._waiting().exists() and self.is_recipient(to)


class _ToWard(Mail, abstract=True):
    about, related = SupportReport, RELATED

    def recipients(self):
        return section_mailboxes(self.about.organization)


class ReportAccepted(_ToWard):
    """The ward's sections, when their report is a record."""

    label = "災害支援: 区からの報告の受理"

    def still_holds(self, to):
        """It was accepted, and its record was not withdrawn since."""
        report = self.about
        if report.record is None:
            return False
        asked = report.correction_reason == Reason.WITHDRAWAL
        stands = asked or report.record.versions.as_recorded().exists()
        return stands and self.is_recipient(to)


class ReportReturned(_ToWard):
    """The ward's sections, when the secretariat sent their report back."""

    label = "災害支援: 区からの報告の差戻し"

    def still_holds(self, to):
        """Nobody wrote in it, handed it in or withdrew it since."""
        report = self.about
        waits = report.returned_at is not None and report.withdrawn_at is None
        return waits and report.edition == self.facts["edition"] and self.is_recipient(to)
