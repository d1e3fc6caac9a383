"""Bodies are asked for their sheets, and reminded before the deadline."""

from common import clock
from events.sheets.actions import ask_for_sheet, remind_of_sheet
from events.sheets.models import ExhibitorSheet
from events.sheets.queries import not_asked

HOURS = {"between": ("9:00", "18:00"), "working_days": True}


@clock.each(clock.hourly(15, **HOURS), rows=not_asked, label="紹介シートの依頼", lock=False)
def ask_bodies_for_sheets(participation, *, now) -> bool:
    """A body that takes part, once its event wants sheets."""
    return ask_for_sheet(participation=participation)


@clock.each(
    clock.hourly(35, **HOURS),
    rows=lambda now: ExhibitorSheet.objects.reminder_due(now),
    label="紹介シートの督促",
    lock=False,
)
def remind_bodies_of_sheets(sheet, *, now) -> bool:
    """Who has not handed it in, five and one working day before the deadline."""
    return remind_of_sheet(sheet=sheet)
