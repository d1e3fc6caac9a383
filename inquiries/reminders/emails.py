from correspondence.reminders.emails import Reminder, ReminderByHand
from inquiries.inquiries.models import Inquiry


class _WithNumber(Reminder, abstract=True):
    about = Inquiry

    def context(self):
        return {**super().context(), "number": self.item.questions.current().count()}


class InquiryReminded(_WithNumber):
    """Whoever has not answered five and one working day before the due date (督促)."""

    label = "照会: 回答の督促"


class InquiryRemindedByHand(_WithNumber, ReminderByHand):
    """Whoever has not answered, when who asked presses the button (督促)."""

    label = "照会: 照会元からの督促"
