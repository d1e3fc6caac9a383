"""The way back in by mail: the section's mailbox, the person, the secretariat."""

from common.outbox.mails import Mail
from members.mail_tokens.emails import TokenMail
from members.recoveries.models import Recovery
from members.sections.queries import secretariat_mailboxes

State = Recovery.State


class RecoveryAsked(TokenMail):
    """The section's mailbox, which confirms that it is their colleague who asks."""

    label = "ログインの回復: 担当部署の確認"

    def still_holds(self, to):
        """Link and code can be used, and the person is still of the section with that mailbox."""
        person = self.about.subject.user
        theirs = person.is_active and person.section and person.section.mailbox == self.about.email
        return bool(theirs) and super().still_holds(to)


class _RecoveryMail(Mail, abstract=True):
    about = Recovery
    related = ("user__section__organization__local_government",)


class RecoveryNoticed(_RecoveryMail):
    """The person at the registered address, in case it was not they who asked."""

    label = "ログインの回復: 本人への知らせ"

    def recipients(self):
        return {self.about.email} - {self.about.mailbox}

    def still_holds(self, to):
        """It is not decided, and the address is that of the account."""
        open_ = self.about.state in [State.UNVERIFIED, State.WAITING]
        return open_ and self.about.user.is_active and to == self.about.user.email


class RecoveryVerified(_RecoveryMail):
    """The secretariat, when the section has confirmed it."""

    label = "ログインの回復: 事務局への知らせ"

    def recipients(self):
        return secretariat_mailboxes()

    def still_holds(self, to):
        """It waits for a decision, and the mailbox is the secretariat's."""
        return self.about.is_waiting and self.is_recipient(to)


class RecoveryApproved(_RecoveryMail):
    """The section and the person, when they are let in again."""

    label = "ログインの回復: 承認"

    def recipients(self):
        return [self.about.mailbox, self.about.email]

    def still_holds(self, to):
        """It was approved, and the account has not ended since."""
        return self.about.state == State.APPROVED and self.about.user.is_active


class RecoveryDeclined(_RecoveryMail):
    """The section and the person, with the reason."""

    label = "ログインの回復: 見送り"

    def recipients(self):
        return [self.about.mailbox, self.about.email, self.about.address_after]

    def still_holds(self, to):
        """It was declined, and the account has not ended since."""
        return self.about.state == State.DECLINED and self.about.user.is_active
