from correspondence.reminders.emails import Reminder
from pamphlets.answers.panels import key_points_of
from pamphlets.requests.models import PamphletRequest


class PamphletReminded(Reminder):
    """The wards that are silent five and one working day before the due date (督促)."""

    about, label = PamphletRequest, "配布依頼: 回答の督促"

    def context(self):
        return super().context() | {"points": key_points_of(self.item)}
