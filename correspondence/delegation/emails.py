"""Mails to those whom an answer was given to."""

from correspondence.answer_links.emails import MailWithLink
from correspondence.mails.emails import StepMail
from members.sections.models import Section
from members.users.models import User


def assignees_of(answer) -> tuple[list[Section], list[str]]:
    """Whose it is: the section with its people, or the person; nobody where they cannot write it any more."""
    if not answer.is_held:
        return [], []
    if answer.delegated_to:
        return [], [answer.delegated_to.email]
    section = answer.delegated_section
    people = User.objects.acting_for_section().filter(section=section)
    return [section], list(people.values_list("email", flat=True))


class DelegatedAnswer(StepMail, MailWithLink, abstract=True):
    """To the section with its people, or to the person, whom an answer was given to by somebody else."""

    overtaken_by: tuple[str, ...] = ("delegated",)

    def answers(self):
        return self.item.answers.filter(pk=self.about.answer_id)

    def readers(self, answers):
        given = self.answer
        if given.delegated_to_id == self.about.by_id or not answers.exists():
            return [], []
        return assignees_of(given)

    def still_holds(self, to):
        """It is open, the answer still to be written, nobody else was chosen, and they can write it."""
        return self.item.is_open and not self.is_overtaken and self.is_recipient(to)
