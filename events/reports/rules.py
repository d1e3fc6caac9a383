"""When a report can be published, and what it holds, for two who write it at once."""

from django.utils import timezone

from common.japanese_calendar import wareki
from events.events.models import Event
from events.headcounts.actions import counts_of
from events.headcounts.models import Headcount
from events.opening_hours.status import COMING, RUNNING, TODAY, phase_of
from events.reports.models import EventReport
from sign_ups.check_in.panels import counted_of

TOO_EARLY = "イベントが終わってから、開催報告を公開してください（最終日は{day}です）。"


NOT_HELD = {
    Event.Holding.CANCELLED: (
        "中止になったイベントの開催報告は、公開できません。"
        "途中まで開催したときは、最終日を直し、開催の状況を「予定どおり」にしてください。"
    ),
    Event.Holding.POSTPONED: (
        "延期になったイベントです。新しい日程で終わってから、開催報告を公開してください。"
    ),
}
TAKEN_BACK = "events.report_taken_back"


def why_not_over(event: Event) -> str:
    """Why nothing can be told of it, as a sentence; "" once it is over, or where no day is known."""
    if event.is_called_off:
        return NOT_HELD[event.holding]
    if phase_of(event, timezone.now()) in (COMING, TODAY, RUNNING):
        return TOO_EARLY.format(day=wareki(event.last_day))
    return ""


def counted_at_sign_ups(event: Event) -> dict:
    """Numbers of the sign-ups for the same fields; only of one slot: those of several are never added."""
    slots = counted_of(event)
    if len(slots) != 1:
        return {}
    [one] = slots
    values = {"number_capacity": one.capacity, "number_applications": one.applied}
    values["words_applications"] = "参加の申込"
    if one.came or one.walk_ins:
        words = f"受付で数えた人数（申込あり{one.came:,}人、申込なし{one.walk_ins:,}人）"
        values |= {"number_people": one.came + one.walk_ins, "words_people": words}
    return values


def saved_values(event: Event, report: EventReport | None) -> dict:
    """What the form shows of it, field by field."""
    values = {"body": report.body if report else ""}
    counts = counts_of(event)
    for basis in Headcount.Basis.values:
        values[f"number_{basis}"], values[f"words_{basis}"] = counts.get(basis, (None, ""))
    return values
