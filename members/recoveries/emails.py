"""The way back in by mail: the section's mailbox, the person, the secretariat."""

from typing import ClassVar

from common.outbox.mails import Mail, addresses_of
from members.mail_tokens.emails import TokenMail
from members.recoveries.models import Recovery
from members.sections.emails import ToSecretariat

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
    states: ClassVar[list[str]]

    def still_holds(self, to):
        """It has come no further, the account has not ended, and this is an address to tell."""
        return self.about.state in self.states and self.about.user.is_active and self.is_recipient(to)


class RecoveryNoticed(_RecoveryMail):
    """The person at the registered address, in case it was not they who asked."""

    label, states = "ログインの回復: 本人への通知", [State.UNVERIFIED, State.WAITING]

    def recipients(self):
        return {self.about.email} - {self.about.mailbox}


class RecoveryVerified(_RecoveryMail):
    """The secretariat, when the section has confirmed it."""

    label, states = "ログインの回復: 事務局への通知", [State.WAITING]
    recipients = ToSecretariat.recipients


class RecoveryApproved(_RecoveryMail):
    """The section and the person, when they are let in again."""

    label, states = "ログインの回復: 承認", [State.APPROVED]
    recipients = addresses_of("mailbox", "email")


class RecoveryDeclined(_RecoveryMail):
    """The section and the person, with the reason; they wait for it also where the account has ended."""

    label, states = "ログインの回復: 見送り", [State.DECLINED]
    recipients = addresses_of("mailbox", "email", "address_after")

    def still_holds(self, to):
        """It was declined, they have not asked again since, and this is an address to tell."""
        again = Recovery.objects.filter(user=self.about.user_id, pk__gt=self.about.pk)
        return self.about.state in self.states and self.is_recipient(to) and not again.exists()
