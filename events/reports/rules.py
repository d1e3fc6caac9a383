"""When a report can be published, and what it holds, for two who write it at once."""

from django.utils import timezone

from common.japanese_calendar import wareki
from events.events.models import Event
from events.headcounts.actions import counts_of
from events.headcounts.models import Headcount
from events.opening_hours.status import COMING, RUNNING, TODAY, phase_of
from events.reports.models import EventReport

TOO_EARLY = "イベントが終わってから、開催報告を公開してください（最終日は{day}です）。"


def why_not_over(event: Event) -> str:
    """Why nothing can be told of it yet, as a sentence; "" once it is over, or where no day is known."""
    if phase_of(event, timezone.now()) in (COMING, TODAY, RUNNING):
        return TOO_EARLY.format(day=wareki(event.last_day))
    return ""


def saved_values(event: Event, report: EventReport | None) -> dict:
    """What the form shows of it, field by field."""
    values = {"body": report.body if report else ""}
    counts = counts_of(event)
    for basis in Headcount.Basis.values:
        values[f"number_{basis}"], values[f"words_{basis}"] = counts.get(basis, (None, ""))
    return values
