"""Mails about the steps of an inquiry: of approval inside the organisation, of the rest to those asked."""

from correspondence.answer_links.emails import MailWithLink
from correspondence.mails.emails import AskedMail, StepMail
from correspondence.sending.emails import RequestApproved, RequestProposed, RequestReturned
from inquiries.steps.models import InquiryStep

Kind = InquiryStep.Kind


class InquiryProposed(RequestProposed):
    """The representatives of the asking organisation, when their approval is asked for (起案)."""

    about, label = InquiryStep, "照会の承認の求め"


class InquiryReturned(RequestReturned):
    """Who asked for approval, when it is given back with a reason (差戻し)."""

    about, label = InquiryStep, "照会の差戻しの通知"


class InquiryApproved(RequestApproved):
    """The asking side, when the inquiry was approved and went out."""

    about, label = InquiryStep, "照会の承認の通知"


class _ToAsked(StepMail, AskedMail, abstract=True):
    """Who has `answered` and who has not read different words, and have a mail each."""

    about = InquiryStep

    def write(self):
        if "answered" in self.facts:
            return super().write()
        return sum(type(self)(self.about, answered=answered).write() for answered in (False, True))

    def answers(self):
        answers = self.item.answers
        return answers.given() if self.facts["answered"] else answers.owed()


class InquiryChanged(_ToAsked, MailWithLink):
    """Whoever has to answer, also anew, when the questions are changed; who was added since knows them."""

    label = "照会の質問の変更"

    def answers(self):
        return super().answers().to_be_written().exclude(added_at__gt=self.about.at)

    def still_holds(self, to):
        """Answers are taken, and who reads this address has not answered the present questions."""
        return self.item.is_open and self.is_recipient(to)


class InquiryDueMoved(_ToAsked, MailWithLink):
    """Whoever is asked, when the due date moves; where it comes nearer only who has not answered."""

    label, overtaken_by = "照会の回答期限の変更", (Kind.EXTENDED,)

    def answers(self):
        return super().answers().exclude(added_at__gt=self.about.at)

    def still_holds(self, to):
        """Answers are taken, it was not moved again, and who reads this address has not answered since."""
        return self.item.is_open and not self.is_overtaken and self.is_recipient(to)


class InquiryClosed(StepMail, AskedMail):
    """Whoever has not answered, when no more answers are taken."""

    about, label = InquiryStep, "照会の終了"

    def answers(self):
        return self.item.answers.owed()

    def still_holds(self, to):
        """It is closed, not withdrawn since, and who reads this address has not answered."""
        return self.item.state == self.item.State.CLOSED and self.is_recipient(to)


class InquiryWithdrawn(_ToAsked):
    """Whoever is asked, when the inquiry is taken back."""

    label = "照会の取下げ"

    def still_holds(self, to):
        """It is withdrawn, and who reads this address was asked."""
        return self.item.is_withdrawn and self.is_recipient(to)
