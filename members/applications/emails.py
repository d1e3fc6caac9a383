from common.outbox.mails import Mail, addresses_of
from members.applications.models import Application
from members.mail_tokens.emails import TokenMail
from members.sections.emails import ToSecretariat
from members.sections.queries import section_mailboxes
from members.users.emails import ToPerson
from members.users.models import User


class AccountExists(ToPerson):
    """The address of an account, when somebody applies with it: the screen does not tell."""

    label = "会員登録申請: 登録済みの通知"

    def still_holds(self, to):
        """The account has that address."""
        return self.is_recipient(to)


class ApplicationSubmitted(TokenMail):
    """The applicant, whose address is proved by it; in a correction the new address."""

    label = "会員登録申請: アドレスの確認"

    def still_holds(self, to):
        """Link and code can be used, and the application waits for that."""
        application = self.about.subject
        return super().still_holds(to) and (application.is_unverified or application.is_returned)


class ApplicationVerified(ToSecretariat):
    """The secretariat, when an application or its correction has to be decided on."""

    about, label = Application, "会員登録申請: 事務局への通知"

    def still_holds(self, to):
        """It waits, was not asked back and corrected once more, and the mailbox is the secretariat's."""
        same_round = self.about.returns.count() == self.facts["returns"]
        return self.about.is_waiting and same_round and self.is_recipient(to)


class JoinAsked(Mail):
    """The representatives and the sections, when somebody asks for an account in their organisation."""

    about, label = Application, "担当者の追加: 代表担当者への通知"
    related = ("organization__local_government",)

    def recipients(self):
        """Nobody where no representative could decide: then the secretariat is asked."""
        if self.about.kind != Application.Kind.ACCOUNT:
            return set()
        representatives = User.objects.of(self.about.organization).representatives()
        addresses = set(representatives.values_list("email", flat=True))
        return addresses | section_mailboxes(self.about.organization) if addresses else set()

    def still_holds(self, to):
        """It waits for a decision, and they are still of the organisation."""
        return self.about.is_waiting and self.is_recipient(to)


class ApplicationDeclined(Mail):
    """The applicant, with the reason."""

    about, label = Application, "会員登録申請: 見送り"
    recipients = addresses_of("email")

    def still_holds(self, to):
        """It was declined, and they have not applied again since."""
        again = Application.objects.filter(email=self.about.email, pk__gt=self.about.pk)
        again = again.exclude(state=Application.State.UNVERIFIED)
        return self.about.state == Application.State.DECLINED and not again.exists()
