from correspondence.reminders.emails import Reminder, ReminderByHand
from inquiries.inquiries.key_points import points_for
from inquiries.inquiries.models import Inquiry


class _WithPoints(Reminder, abstract=True):
    about = Inquiry

    def context(self):
        points = points_for(self.item, self.item.questions.current().count())
        return {**super().context(), "points": points}


class InquiryReminded(_WithPoints):
    """Whoever has not answered five and one working day before the due date (督促)."""

    label = "照会: 回答の督促"


class InquiryRemindedByHand(_WithPoints, ReminderByHand):
    """Whoever has not answered, when who asked presses the button (督促)."""

    label = "照会: 照会元からの督促"
