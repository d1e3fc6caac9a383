from correspondence.reminders.emails import Reminder
from inquiries.inquiries.models import Inquiry


class InquiryReminded(Reminder):
    """Whoever has not answered five and one working day before the due date (督促)."""

    about, label = Inquiry, "照会: 回答の督促"

    def context(self):
        return {**super().context(), "number": self.item.questions.current().count()}
