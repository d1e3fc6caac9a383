"""A body is asked for its sheet, reminded of it, and told what the organiser decided on it."""

from common.outbox.mails import Mail
from events.participations.models import Participation
from events.participations.queries import addresses_of_bodies
from events.sheets.models import ExhibitorSheet, SheetState
from events.sheets.rules import whom_to_call, why_not_write


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

    def is_owed(self) -> bool:
        """Whether the body has not handed it in, and still can."""
        return self.about.is_owed and not why_not_write(self.about)


class SheetAsked(_ToBody):
    """A body that takes part, when its sheet is wanted."""

    label = "紹介シートの提出の依頼"

    def still_holds(self, to):
        """It is not handed in, and can be."""
        return self.is_owed() and self.is_recipient(to)


class SheetReminded(_ToBody):
    """A body that has not handed in its sheet, five and one working day before the deadline (督促)."""

    label = "紹介シートの督促"

    def still_holds(self, to):
        """It is not handed in, and due on the day that the mail says."""
        is_due = self.is_owed() and str(self.about.deadline) == self.facts["due"]
        return is_due and self.is_recipient(to)


class SheetReturned(_ToBody):
    """The body, when the organiser sent its sheet back with words."""

    label = "紹介シートの差戻し"

    def still_holds(self, to):
        """It was sent back then, and was not handed in again."""
        at = self.about.returned_at
        return at is not None and at.isoformat() == self.facts["at"] and self.is_recipient(to)


class SheetDeadlineMoved(_ToBody):
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
