"""A body is asked for its sheet, reminded of it, and told what the organiser decided on it."""

from functools import cached_property

from common.outbox.mails import Mail
from correspondence.answer_links.emails import LINK_NAMES, issue_links
from events.participations.models import Participation
from events.participations.queries import addresses_of_bodies
from events.participations.rules import whom_to_call
from events.sheets.models import ExhibitorSheet, SheetLink, SheetState
from events.sheets.rules import why_not_write
from members.sections.models import Section


class _ToBody(Mail, abstract=True):
    about = ExhibitorSheet
    related = (
        "participation__event__owner",
        "participation__event__exhibitor_call",
        "participation__organization__local_government",
        "participation__local_government",
    )

    def recipients(self):
        return addresses_of_bodies(Participation.objects.filter(pk=self.about.participation_id))

    def context(self):
        event = self.about.participation.event
        return {"event": event, "sheet": self.about, "whom": whom_to_call(event)}


class _ToWriter(_ToBody, abstract=True):
    """Each mailbox has a link; `mailbox` among the facts narrows it to one that asked for it again."""

    personal = LINK_NAMES

    @cached_property
    def _mailboxes(self) -> dict[str, Section | None]:
        """{address in small letters: its section}; None for a body that is no member."""
        part, addresses = self.about.participation, {to.lower() for to in super().recipients()}
        found: dict[str, Section | None] = {part.contact_email.lower(): None}
        if part.organization_id:
            sections = Section.objects.open().filter(organization=part.organization_id).order_by("-id")
            found = {section.mailbox.lower(): section for section in sections}
        only = self.facts.get("mailbox")
        return {to: one for to, one in found.items() if to in addresses and only in (None, to)}

    def recipients(self):
        return set(self._mailboxes) if "mailbox" in self.facts else super().recipients()

    def personal_values(self, addresses):
        mailboxes = {to: section for to, section in self._mailboxes.items() if to in addresses}
        addressed = [(self.about, section, to) for to, section in mailboxes.items()]
        values = issue_links(SheetLink, addressed, counted="mailbox" in self.facts)
        return dict(zip(mailboxes, values, strict=True))

    def is_owed(self) -> bool:
        """Whether the body has not handed it in, and still can."""
        return self.about.is_owed and not why_not_write(self.about)


class SheetAsked(_ToWriter):
    """A body that takes part, when its sheet is wanted."""

    label = "紹介シートの提出の依頼"

    def still_holds(self, to):
        """It is not handed in, and can be; who is no member may ask for it again to change it."""
        changes = "mailbox" in self.facts and self.about.organization_id is None
        is_wanted = self.is_owed() or (changes and not why_not_write(self.about))
        return is_wanted and self.is_recipient(to)


class SheetReminded(_ToWriter):
    """A body that has not handed in its sheet, five and one working day before the deadline (督促)."""

    label = "紹介シートの督促"

    def still_holds(self, to):
        """It is not handed in, and due on the day that the mail says."""
        is_due = self.is_owed() and str(self.about.deadline) == self.facts["due"]
        return is_due and self.is_recipient(to)


class SheetReturned(_ToWriter):
    """The body, when the organiser sent its sheet back with words."""

    label = "紹介シートの差戻し"

    def still_holds(self, to):
        """It was sent back then, and was not handed in again."""
        at = self.about.returned_at
        return at is not None and at.isoformat() == self.facts["at"] and self.is_recipient(to)


class SheetDeadlineMoved(_ToWriter):
    """The body, when the organiser gave it another day for its sheet."""

    label = "紹介シートの提出期限の変更"

    def still_holds(self, to):
        """It is not handed in, and due on that day."""
        is_due = self.is_owed() and str(self.about.due_on) == self.facts["due"]
        return is_due and self.is_recipient(to)


class SheetConfirmed(_ToBody):
    """The body, when the organiser confirmed its sheet."""

    label = "紹介シートの確認"

    def still_holds(self, to):
        """It is confirmed since then."""
        at = self.about.confirmed_at
        is_so = self.about.state == SheetState.CONFIRMED and at.isoformat() == self.facts["at"]
        return is_so and self.is_recipient(to)
