from correspondence.reminders.emails import Reminder, ReminderByHand
from pamphlets.answers.panels import key_points_of
from pamphlets.requests.models import PamphletRequest


class _WithPoints(Reminder, abstract=True):
    about = PamphletRequest

    def context(self):
        return super().context() | {"points": key_points_of(self.item)}


class PamphletReminded(_WithPoints):
    """The wards that are silent five and one working day before the due date (督促)."""

    label = "配布依頼: 回答の督促"


class PamphletRemindedByHand(_WithPoints, ReminderByHand):
    """The wards that are silent, when who asked presses the button (督促)."""

    label = "配布依頼: 依頼元からの督促"
