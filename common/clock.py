'''Work by the clock: what is due is asked of the database, each row is done alone, at Tokyo's time.

    @clock.each(clock.hourly(25, between=("9:00", "18:00"), working_days=True),
                rows=Inquiry.objects.reminder_due, label="照会の督促")
    def remind_inquiry(inquiry, *, now):
        """..."""

    @clock.once(clock.daily("3:41"), label="不要なファイルの削除")
    def discard_orphans(*, now):
        """..."""

Each row is locked and asked again in a transaction of its own; one that raises is noted for the secretariat
and tried again at the next time. How they are run: `common/clock_runs`.
'''

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from common.japanese_calendar import is_working_day

DAY = 24 * 60
LONGEST_GAP = 15  # days: no row of holidays is longer


@dataclass(frozen=True)
class Schedule:
    """When a job is due: minutes of the day in Tokyo; what was missed is done late, but in these hours."""

    minutes: tuple[int, ...]
    opens: int = 0
    closes: int = DAY
    working_days: bool = False
    words: str = ""

    def latest(self, now: datetime.datetime) -> datetime.datetime | None:
        """The last moment up to `now` at which it was due."""
        now = timezone.localtime(now)
        for days in range(LONGEST_GAP):
            day = now.date() - datetime.timedelta(days=days)
            if self.working_days and not is_working_day(day):
                continue
            for minute in reversed(self.minutes):
                moment = _moment(day, minute)
                if moment <= now:
                    return moment
        return None

    def may_run(self, now: datetime.datetime) -> bool:
        """Whether this is an hour at which it may be done, on time or late."""
        now = timezone.localtime(now)
        minute = now.hour * 60 + now.minute
        return self.opens <= minute < self.closes and not (
            self.working_days and not is_working_day(now.date())
        )


def _moment(day: datetime.date, minute: int) -> datetime.datetime:
    time = datetime.time(minute // 60, minute % 60)
    return datetime.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())


def _minute(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def every(minutes: int) -> Schedule:
    """Every so many minutes, from midnight on."""
    return Schedule(tuple(range(0, DAY, minutes)), words=f"every {minutes} min")


def hourly(minute: int, *, between: tuple[str, str] = ("0:00", "24:00"), working_days=False) -> Schedule:
    """At that minute of each hour of the day that lies between the two times."""
    opens, closes = map(_minute, between)
    minutes = (hour * 60 + minute for hour in range(24))
    return Schedule(
        minutes=tuple(each for each in minutes if opens <= each < closes),
        opens=opens,
        closes=closes,
        working_days=working_days,
        words=f"hourly at :{minute:02d}"
        + (f", {between[0]}-{between[1]}" if (opens, closes) != (0, DAY) else "")
        + (", working days" if working_days else ""),
    )


def daily(time: str, *, working_days=False) -> Schedule:
    """Once a day at that time."""
    words = f"daily at {time}" + (", working days" if working_days else "")
    return Schedule((_minute(time),), working_days=working_days, words=words)


@dataclass(frozen=True)
class ClockJob:
    """One job; `rows(now)` is the queryset of what is due, None for a job that is done as a whole."""

    name: str
    label: str
    schedule: Schedule
    function: Callable
    rows: Callable[[datetime.datetime], QuerySet] | None
    lock: bool


_jobs: dict[str, ClockJob] = {}


def each(schedule: Schedule, *, rows, label: str, lock: bool = True, name: str = "") -> Callable:
    """Do `function(row, now=)` for each row that `rows(now)` gives, at these times.

    `lock=False` where the action locks other rows first and asks again itself; `name` where several jobs
    share one function.
    """
    return lambda function: _register(schedule, function, label, rows, lock, name)


def once(schedule: Schedule, *, label: str) -> Callable:
    """Do `function(now=)` at these times; done twice it does no harm."""
    return lambda function: _register(schedule, function, label, None, False)


def _register(schedule, function, label, rows, lock, name=""):
    name = name or f"{function.__module__.partition('.')[0]}.{function.__name__}"
    if name in _jobs:
        raise TypeError(f"two jobs of the clock are called {name}")
    _jobs[name] = ClockJob(name, label, schedule, function, rows, lock)
    return function


def clock_jobs() -> Iterable[ClockJob]:
    """All jobs, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def clock_job(name: str) -> ClockJob:
    """The job of that name; LookupError where there is none."""
    return _jobs[name]


def clock_label(name: str) -> str:
    """What the job is called in Japanese; its name where it is no more."""
    return _jobs[name].label if name in _jobs else name
