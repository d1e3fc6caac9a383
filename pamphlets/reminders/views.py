"""Who has not answered: reminding them for who asked, and everything late for the secretariat."""

from correspondence.reminders.views import remind_view, views_of
from pamphlets.answers.models import WardAnswer
from pamphlets.reminders.rules import can_see_late
from pamphlets.requests.models import PamphletRequest

pamphlet_remind = remind_view(PamphletRequest)
pamphlet_late, pamphlet_late_xlsx = views_of(
    WardAnswer,
    may_see=can_see_late,
    template="pamphlets/reminders/pamphlet_late.html",
    verb="pamphlets.late_answers_exported",
    name="期限を過ぎた回答",
)
