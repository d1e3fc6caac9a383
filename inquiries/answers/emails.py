"""Mails about what an organisation does with its answer: to its own people."""

from correspondence.answer_links.emails import MailWithLink
from correspondence.delegation.emails import DelegatedAnswer
from correspondence.mails.emails import StepMail, asker_addresses
from correspondence.questions import contents
from inquiries.steps.models import InquiryStep
from members.handovers.queries import successors_of
from members.users.models import User

Kind = InquiryStep.Kind
GIVEN = (Kind.ANSWERED, Kind.CORRECTED)


class _OfAnswer(StepMail, abstract=True):
    about = InquiryStep

    def context(self):
        rows = contents.rows_of(contents.values_of(self.answer))
        return {**super().context(), "answer": self.answer, "rows": rows}


class AnswerDelegated(_OfAnswer, DelegatedAnswer):
    """The section with its people, or the person, whom a colleague gave the answer to."""

    label, overtaken_by = "照会の担当の通知", (Kind.DELEGATED, *GIVEN)


class AnswerProposed(_OfAnswer):
    """The representatives of the organisation that is asked, when their word is asked for."""

    label, overtaken_by = "照会への回答の確認の求め", (Kind.PROPOSED, Kind.RETURNED, *GIVEN)

    def recipients(self):
        people = User.objects.of(self.answer.organization).representatives().exclude(pk=self.about.by_id)
        return people.values_list("email", flat=True)

    def still_holds(self, to):
        """Answers are taken, their word is waited for, and they may still give it."""
        waits = self.item.is_open and self.answer.proposed_at and not self.is_overtaken
        return bool(waits) and self.is_recipient(to)


class AnswerReturned(_OfAnswer, MailWithLink):
    """Who had proposed it, or holds their post now, or the section from whose mailbox they did (差戻し)."""

    label, overtaken_by = "照会への回答の差戻し", (Kind.PROPOSED, *GIVEN)

    def answers(self):
        return self.item.answers.filter(pk=self.about.answer_id)

    def readers(self, answers):
        steps = self.answer.steps.filter(kind=Kind.PROPOSED, pk__lt=self.about.pk).select_related("section")
        proposal = steps.order_by("-pk").first()
        if proposal is None or not answers.exists():
            return (), ()
        if proposal.by_id:
            keys = {proposal.by_id} | successors_of([proposal.by_id])
            people = User.objects.of(self.answer.organization).acting_for_section().filter(pk__in=keys)
            return (), people.exclude(pk=self.about.by_id).values_list("email", flat=True)
        section = proposal.section
        return ([section], ()) if section.is_open else ((), section.mailboxes)

    def still_holds(self, to):
        """Answers are taken, it was not proposed anew nor answered, and they may still write it."""
        return self.item.is_open and not self.is_overtaken and self.is_recipient(to)


class AnswerGiven(_OfAnswer):
    """A receipt (控え) for the section that answered and whoever pressed; entered on behalf, who asked."""

    label, overtaken_by = "照会への回答の控え", GIVEN

    def recipients(self):
        answer, by = self.answer, self.about.by
        if answer.relayed_by_id:  # nobody there reads a mail: who asked is told, and who entered it
            return [*asker_addresses(self.item), answer.relayed_by.email]
        mailboxes = answer.answered_section.mailboxes if answer.answered_section else []
        is_theirs = by and by.is_active and by.section_id
        same = is_theirs and by.section.organization_id == answer.organization_id
        return [*mailboxes, by.email] if same else mailboxes

    def still_holds(self, to):
        """It stands as it was given, the inquiry with it, and they are of the organisation."""
        stands = not self.answer.is_owed and not self.item.is_withdrawn and not self.is_overtaken
        return stands and self.is_recipient(to)
