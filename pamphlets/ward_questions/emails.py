"""Mails about a ward's question and the reply to it."""

from correspondence.answer_links.emails import MailWithLink
from correspondence.mails.emails import AskerMail
from pamphlets.ward_questions.models import WardQuestion


class PamphletQuestionAsked(AskerMail):
    """The asking side, when a ward asks back."""

    about, label, named = WardQuestion, "配布依頼: 区からの問い合わせ", "question"

    def still_holds(self, to):
        """Nobody has replied yet, and it is not withdrawn."""
        waits = not self.about.replied_at and not self.item.is_withdrawn
        return waits and self.is_recipient(to)


class PamphletQuestionReplied(MailWithLink):
    """The ward that asked back, when it was replied to: it can answer now."""

    about, label, named = WardQuestion, "配布依頼: 問い合わせへの返事", "question"

    def answers(self):
        return self.item.answers.owed().filter(pk=self.about.answer_id)

    def still_holds(self, to):
        """The request is open, and the ward has not answered since."""
        return self.item.is_open and self.is_recipient(to)
