"""How an event stands at a moment (これから, 開催中, 終了, 中止, …), and whether it is open."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from common.japanese_calendar import wareki
from events.events.dates import clock
from events.events.models import Event
from events.opening_hours.hours import Hours, has_hours, hours_on, last_day, next_open_day

COMING, TODAY, RUNNING, OVER = "これから", "本日開催", "開催中", "終了"
_TONES = {COMING: "neutral", TODAY: "success", RUNNING: "success", OVER: "muted"}


@dataclass(frozen=True)
class Status:
    """Its tags as (word, tone), whether it is open now in a sentence, and until when that is so today."""

    tags: list[tuple[str, str]]
    open_now: str
    until: datetime.datetime | None


def status_of(event: Event, now: datetime.datetime) -> Status:
    tags = _holding_tags(event)
    if event.is_called_off:
        return Status(tags, "", None)
    phase = phase_of(event, now)
    if phase:
        tags.append((phase, _TONES[phase]))
    today = timezone.localdate(now)
    if phase not in (TODAY, RUNNING) or not has_hours(event):
        changes = [event.ends_at] if phase in (TODAY, RUNNING) and today == last_day(event) else []
        return Status(tags, "", _next(changes, now))
    hours = hours_on(event, today)
    changes = [hours.opens, hours.closes] if hours else []
    return Status(tags, _open_now(event, hours, now), _next(changes, now))


def _holding_tags(event: Event) -> list[tuple[str, str]]:
    if event.holding == Event.Holding.PLANNED:
        return []
    return [(event.get_holding_display(), "error" if event.is_called_off else "warning")]


def phase_of(event: Event, now: datetime.datetime) -> str:
    """これから, 本日開催, 開催中 or 終了; "" where that makes no sense (a step of the project, no date)."""
    if event.kind == Event.Kind.MILESTONE or event.starts_on is None:
        return ""
    today = timezone.localdate(now)
    if today < event.starts_on:
        return COMING
    if not event.is_on_known_day:
        return OVER if event.last_day < today else COMING
    last = last_day(event)
    if today > last or (today == last and event.ends_at and timezone.localtime(now).time() >= event.ends_at):
        return OVER
    return TODAY if last == event.starts_on else RUNNING


def _open_now(event: Event, hours: Hours | None, now: datetime.datetime) -> str:
    today, time = timezone.localdate(now), timezone.localtime(now).time()
    if hours is None:
        return f"今日は休みです。{_next_open(event, today)}"
    if time < hours.opens:
        return f"今日は{clock(hours.opens)}に開きます（{hours}）。"
    if time < hours.closes:
        return f"今日は開いています（{hours}）。"
    return f"今日の開場は終わりました（{hours}）。{_next_open(event, today)}"


def _next_open(event: Event, today: datetime.date) -> str:
    day = next_open_day(event, today)
    return f"次は{wareki(day)} {hours_on(event, day)}です。" if day else ""


def _next(changes: list[datetime.time | None], now: datetime.datetime) -> datetime.datetime | None:
    """The first of these times of today that lies ahead."""
    local = timezone.localtime(now)
    ahead = [time for time in changes if time is not None and time > local.time()]
    return datetime.datetime.combine(local.date(), ahead[0], local.tzinfo) if ahead else None
