"""Mails about a request that goes out, and about how that is decided inside."""

from correspondence.answer_links.emails import MailWithLink
from correspondence.mails.emails import AskerMail, StepMail, addresses_at
from members.users.models import User


class RequestProposed(StepMail, abstract=True):
    """To the representatives, when their approval is asked for (起案)."""

    overtaken_by = ("proposed",)

    def recipients(self):
        people = User.objects.of(self.item.organization).representatives().exclude(pk=self.about.by_id)
        return people.values_list("email", flat=True)

    def still_holds(self, to):
        """Approval is waited for, asked for by this step, and they may still give it."""
        waits = self.item.state == self.item.State.REVIEW
        return waits and not self.is_overtaken and self.is_recipient(to)


class RequestReturned(StepMail, abstract=True):
    """To who asked for approval or holds their post now, when it is given back (差戻し)."""

    overtaken_by = ("proposed",)

    def recipients(self):
        return addresses_at(self.item, [self.item.review_asked_by_id])

    def still_holds(self, to):
        """It is a draft again, approval was not asked for anew, and they work for the asking side."""
        is_draft = self.item.state == self.item.State.DRAFT
        return is_draft and not self.is_overtaken and self.is_recipient(to)


class RequestApproved(StepMail, AskerMail, abstract=True):
    """To the asking side and who asked for approval, when it was approved and went out."""

    def recipients(self):
        return super().recipients() | addresses_at(self.item, [self.item.review_asked_by_id])

    def still_holds(self, to):
        """Answers are still taken, and they are of the asking side."""
        return self.item.is_open and self.is_recipient(to)


class SentMail(MailWithLink, abstract=True):
    """To all who are asked at first, or who are `added` at that moment, or to one `section` once more."""

    def answers(self):
        answers = self.item.answers.to_be_written()
        return answers if "section" in self.facts else answers.filter(added_at=self.facts.get("added"))

    def still_holds(self, to):
        """Answers are taken, and who reads this address still has to answer."""
        return self.item.is_open and self.is_recipient(to)
