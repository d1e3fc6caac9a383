"""Everything late, for who asked and the secretariat: who owes which answer, and since when."""

from correspondence.reminders.views import views_of
from inquiries.answers.models import InquiryAnswer
from inquiries.reminders.rules import can_see_late

late_list, late_xlsx = views_of(
    InquiryAnswer,
    may_see=can_see_late,
    template="inquiries/reminders/late_list.html",
    verb="inquiries.late_answers_exported",
    name="期限を過ぎた照会の回答",
)
