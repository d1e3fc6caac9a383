"""What a section has told by its mail goes back to it, and to the representatives."""

from functools import cached_property

from common.outbox.mails import Mail
from members.confirmations.models import ConfirmationEntry
from members.handovers.models import Handover
from members.users.models import User


class _AnswerMail(Mail, abstract=True):
    about = ConfirmationEntry
    related = ("section__organization__local_government",)

    def still_holds(self, to):
        """The section is open, its organisation a member, and they are among those to tell."""
        section = self.about.section
        return section.is_open and section.organization.is_member and self.is_recipient(to)

    def context(self):
        return {"entry": self.about, "section": self.about.section}


class ConfirmationCorrected(_AnswerMail):
    """The section's mailbox and the one it had before, when contacts or people were corrected."""

    label = "登録内容の確認: 修正の控え"

    def recipients(self):
        return [self.facts["before"], self.about.section.mailbox]


class ConfirmationMoving(_AnswerMail):
    """The section's mailbox and the person who leaves, when a hand-over was registered."""

    label = "登録内容の確認: 異動の控え"

    @cached_property
    def handover(self):
        return Handover.objects.select_related("leaving").get(pk=self.facts["handover"])

    def recipients(self):
        return [self.about.section.mailbox, self.facts["leaving"]]

    def still_holds(self, to):
        """The hand-over was not cancelled, and the section is a member's."""
        return not self.handover.cancelled_at and super().still_holds(to)

    def context(self):
        return super().context() | {"handover": self.handover}


class PeopleReported(_AnswerMail):
    """The representatives, when somebody left or came: only they change who has an account."""

    label = "登録内容の確認: 担当者の異動"
    personal = ("name",)

    def _representatives(self):
        representatives = User.objects.of(self.about.section.organization).representatives()
        return representatives.exclude(pk__in=self.facts["left"])

    def recipients(self):
        return self._representatives().values_list("email", flat=True)

    def personal_values(self, addresses):
        return {person.email: {"name": person.name} for person in self._representatives()}
