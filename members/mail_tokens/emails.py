from typing import Self

from common.outbox.mails import Mail, addresses_of
from members.mail_tokens import numbers
from members.mail_tokens.models import MailToken


class TokenMail(Mail, abstract=True):
    """A link and a code to the address that they prove; about the token, its subject in the text too."""

    about = MailToken
    recipients = addresses_of("email")

    @classmethod
    def carrying(cls, mail_token, token, code, **facts) -> Self:
        """The mail with what `issue_token` has just issued."""
        secrets = {"token": token, "code": numbers.code_in_groups(code)}
        return cls(mail_token, secrets=secrets, mailing=mail_token.mailing, **facts)

    def still_holds(self, to):
        """Link and code are unused, unexpired and the newest, and its purpose lets them lead on."""
        mail_token = self.about
        if not mail_token.is_usable or mail_token.mailing != self.facts["mailing"]:
            return False
        return self.is_recipient(to) and not mail_token.handler.blocked_reason(mail_token)

    def context(self):
        subject = self.about.subject
        return {"mail_token": self.about, subject._meta.model_name: subject}
