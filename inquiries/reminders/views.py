"""Who has not answered: reminding them, and everything late for who asked and the secretariat."""

from correspondence.reminders.views import remind_view, views_of
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.reminders import rules

inquiry_remind = remind_view(Inquiry)
late_list, late_xlsx = views_of(
    InquiryAnswer,
    may_see=rules.can_see_late,
    template="inquiries/reminders/late_list.html",
    verb="inquiries.late_answers_exported",
    name="期限を過ぎた照会の回答",
)
