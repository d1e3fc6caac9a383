from correspondence.reminders.emails import Reminder
from pamphlets.requests.models import PamphletRequest


class PamphletReminded(Reminder):
    """The wards that are silent five and one working day before the due date (督促)."""

    about, label = PamphletRequest, "配布依頼: 回答の督促"
