"""Everything late, for the secretariat: who owes which answer, and since when."""

from correspondence.reminders.views import views_of
from pamphlets.answers.models import WardAnswer
from pamphlets.reminders.rules import can_see_late

pamphlet_late, pamphlet_late_xlsx = views_of(
    WardAnswer,
    may_see=can_see_late,
    template="pamphlets/reminders/pamphlet_late.html",
    verb="pamphlets.late_answers_exported",
    name="期限を過ぎた回答",
)
