"""Mails that remind of what is not answered yet."""

from django.db.models import Q

from correspondence.answer_links.emails import MailWithLink
from correspondence.delegation.emails import assignees_of
from members.sections.models import Section
from members.users.models import User


class Reminder(MailWithLink, abstract=True):
    """To the organisations that were counted as reminded so many `days` before the day `due`."""

    def answers(self):
        """Those of which we have heard nothing, of the ones that this reminder was recorded for."""
        reminded = {"reminders__due_on": self.facts["due"], "reminders__days_before": self.facts["days"]}
        return self.item.answers.silent().filter(**reminded)

    def readers(self, answers):
        """Whom it was given to, with a person's section; where nobody is, the whole organisation."""
        answers = list(answers.select_related("delegated_to__section", "delegated_section"))
        held = [answer for answer in answers if answer.is_held]
        sections = [answer.delegated_section or answer.delegated_to.section for answer in held]
        closed = [section.organization_id for section in sections if not section.is_open]
        rest = [answer.organization_id for answer in answers if not answer.is_held]
        wanted = Q(pk__in=[section.pk for section in sections]) | Q(organization__in=[*rest, *closed])
        people = User.objects.acting_for_section().filter(section__organization__in=rest)
        assignees = [email for answer in held for email in assignees_of(answer)[1]]
        return Section.objects.open().filter(wanted), [*people.values_list("email", flat=True), *assignees]

    def still_holds(self, to):
        """It is open and due on the day that the mail says, and nothing was heard of them."""
        is_due = self.item.answer_due.isoformat() == self.facts["due"]
        return self.item.is_open and is_due and self.is_recipient(to)


class ReminderByHand(Reminder, abstract=True):
    """To the organisations that who asked had reminded on the day `on`."""

    def answers(self):
        reminded = {"reminders__due_on": self.facts["due"], "reminders__asked_on": self.facts["on"]}
        return self.item.answers.silent().filter(**reminded)
