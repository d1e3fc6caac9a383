from common.outbox.mails import Mail
from members.applications.models import Application


class ApplicationApproved(Mail):
    """The section's mailbox, and the applicant where no invitation tells it."""

    about, label = Application, "会員登録申請: 承認"
    related = ("user",)

    def recipients(self):
        user = self.about.user
        return {self.about.mailbox} - {user.email} | ({user.email} if user.has_usable_password() else set())

    def still_holds(self, to):
        """It was approved, and the account made for it has not ended since."""
        approved = self.about.state == Application.State.APPROVED and self.about.user.is_active
        return approved and self.is_recipient(to)
