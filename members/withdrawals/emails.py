"""The steps of a withdrawal by mail: the organisation's side, and the secretariat's."""

from typing import ClassVar

from common.outbox.mails import Mail
from members.organizations.rules import works_for
from members.sections.emails import ToSecretariat
from members.sections.queries import secretariat_mailboxes, section_mailboxes
from members.withdrawals.models import Withdrawal

State = Withdrawal.State


class _WithdrawalMail(Mail, abstract=True):
    about = Withdrawal
    related = ("organization__local_government", "created_by__section", "cancelled_by")
    state: ClassVar[str]
    to_secretariat = False

    def recipients(self):
        """The sections, whoever asked for it while they work there, the secretariat where it is told too."""
        organization, person = self.about.organization, self.about.created_by
        addresses = section_mailboxes(organization)
        addresses |= secretariat_mailboxes() if self.to_secretariat else set()
        return addresses | {person.email} if works_for(person, organization) else addresses

    def still_holds(self, to):
        """It has come no further, no other was asked for since, and it concerns them."""
        later = self.about.organization.withdrawals.filter(pk__gt=self.about.pk)
        return self.about.state == self.state and self.is_recipient(to) and not later.exists()


class WithdrawalAsked(_WithdrawalMail):
    """The organisation, when its representative asks to leave."""

    label, state = "退会: 申出の控え", State.WAITING


class WithdrawalWaiting(_WithdrawalMail):
    """The secretariat, when it has to decide on a withdrawal."""

    label, state = "退会: 事務局への通知", State.WAITING
    recipients = ToSecretariat.recipients


class WithdrawalAccepted(_WithdrawalMail):
    """The organisation, when the secretariat accepted it for a day to come."""

    label, state = "退会: 受理", State.ACCEPTED


class WithdrawalDeclined(_WithdrawalMail):
    """The organisation, when the secretariat declined it."""

    label, state = "退会: 見送り", State.DECLINED


class WithdrawalCancelled(_WithdrawalMail):
    """Both sides, when it was taken back or undone."""

    label, state = "退会: 取消し", State.CANCELLED
    to_secretariat = True


class WithdrawalDone(_WithdrawalMail):
    """Both sides, when the organisation has left."""

    label, state = "退会: 実施", State.DONE
    to_secretariat = True
