"""Mails about a ward's answer and what becomes of it."""

from correspondence.mails.emails import AskerMail, RequestMail, asker_addresses
from members.users.queries import addresses_of
from pamphlets.answers.models import WardAnswer


class OneSideMail(RequestMail, abstract=True):
    """To the ward of the answer where `is_to_ward`, else to the asking side."""

    is_to_ward: bool

    def recipients(self):
        ward = [self.answer.organization_id]
        return addresses_of(organizations=ward) if self.is_to_ward else asker_addresses(self.item)


class _Answered(RequestMail, abstract=True):
    """About the answer that was given `at` that moment."""

    about, named = WardAnswer, "answer"

    def still_holds(self, to):
        """The answer of that moment still stands, and the request with it."""
        answered_at = self.answer.answered_at
        stands = answered_at and answered_at.isoformat() == self.facts["at"] and not self.item.is_withdrawn
        return bool(stands) and self.is_recipient(to)


class PamphletAnswered(_Answered, AskerMail):
    """The asking side, when a ward has answered."""

    label = "配布依頼: 回答の通知"


class PamphletAnswerCopy(_Answered):
    """The section's mailbox, when it was answered from there without a login (控え)."""

    label = "配布依頼: メールからの回答の控え"

    def recipients(self):
        section = self.answer.answered_section
        is_theirs = section and section.is_open and section.organization_id == self.answer.organization_id
        return [section.mailbox] if is_theirs else []
