"""Which day somebody asks for: `?on=`, how it stood then as known now; `?recorded=`, what was said then."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone

from common.japanese_calendar import parse_date, today, wareki
from common.text import one_line
from disaster.disasters.models import Disaster
from disaster.support_records.models import State
from disaster.support_records.years import read_fiscal_year

IN_FUTURE = "{}はこれから来る日です。この日の記録はまだありません。"
UNREADABLE = "「{}」は日付として読めません。「令和6年7月1日」のように入力してください。"
UNREADABLE_YEAR = "「{}」は年度として読めません。「令和6年度」か「2024」のように入力してください。"
BEFORE_ONSET = "{}は、災害の発生（{}）より前の日です。"
SHOWN_NOW = "今の記録を表示しています。"
SHOWN_ALL = "日を限らずに表示しています。"
ALL_YEARS = "年度を限らずに表示しています。"
ON = "{}の状態を、{}表示しています。"
RECORDED = "{}の終わりに、このサイトが載せていた記録を表示しています。"


@dataclass(frozen=True)
class Moments:
    """Both are empty: how it stands now.

    `untaken`: sentences on what was asked for and could not be taken, each with what is shown instead.
    """

    on: datetime.date | None = None
    recorded: datetime.datetime | None = None
    untaken: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, query, *, disaster: Disaster | None = None, with_year: bool = False) -> "Moments":
        """From request.GET; what is no date is no day, and is told; `with_year`: of a fiscal year, too."""
        untaken: list[tuple[str, str]] = []
        on, recorded = (_day(query.get(name, ""), untaken) for name in ("on", "recorded"))
        onset = disaster.began_on if disaster else None
        if on and onset and on < onset:
            said = BEFORE_ONSET.format(wareki(on), wareki(onset, disaster.date_precision))
            untaken.append((said, SHOWN_ALL))
            on = None
        if recorded and recorded > today():
            untaken.append((IN_FUTURE.format(wareki(recorded)), SHOWN_NOW))
            recorded = None
        year = one_line(query.get("year", ""))[:40] if with_year else ""
        if year and read_fiscal_year(year) is None:
            untaken.append((UNREADABLE_YEAR.format(year), ALL_YEARS))
        return cls(on, end_of(recorded) if recorded else None, tuple(untaken))

    @property
    def notes(self) -> tuple[str, ...]:
        """For pages, which show something else then."""
        return tuple(f"{said}{shown}" for said, shown in self.untaken)

    @property
    def day(self) -> datetime.date:
        """The day that is asked for, else the recorded one, else today."""
        return self.on or self.recorded_on or today()

    @property
    def recorded_on(self) -> datetime.date | None:
        return timezone.localtime(self.recorded).date() if self.recorded else None

    @property
    def asked(self) -> dict[str, str]:
        """{parameter: ISO date} of the days that are shown, for links and hidden inputs."""
        days = {"on": self.on, "recorded": self.recorded_on}
        return {name: day.isoformat() for name, day in days.items() if day}

    @property
    def query(self) -> str:
        return f"?{urlencode(self.asked)}" if self.asked else ""

    @property
    def sentence(self) -> str:
        """Which day is shown; nothing for how it stands now."""
        said = f"{wareki(self.recorded_on)}の終わりの記録で" if self.recorded else "今の記録で"
        if self.on:
            return ON.format(wareki(self.on), said)
        return RECORDED.format(wareki(self.recorded_on)) if self.recorded else ""

    def narrow(self, versions: QuerySet) -> QuerySet:
        """Those versions of records or statements that were said then and had begun by the day."""
        versions = versions.as_recorded(self.recorded)
        return versions.on(self.on) if self.on else versions

    @property
    def slots(self) -> dict[str, object]:
        """{slot: value} of what is asked for, for compiled queries that narrow by `on` and `recorded`."""
        return ({"on": self.on} if self.on else {}) | self.slots_of_recording

    @property
    def slots_of_recording(self) -> dict[str, object]:
        return {"recorded": self.recorded} if self.recorded else {}


NOW = Moments()


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of a day in Tokyo."""
    return datetime.datetime.combine(day, datetime.time.max, tzinfo=timezone.get_default_timezone())


def _day(text: str, untaken: list[tuple[str, str]]) -> datetime.date | None:
    if not (typed := one_line(text)[:40]):
        return None
    try:
        return parse_date(typed)
    except ValueError:
        untaken.append((UNREADABLE.format(typed), SHOWN_NOW))
        return None


def state_on(told, day: datetime.date | None) -> State:
    """How a dispatch stood on a day: by its period, where one is known.

    What was called off stays so; a plan stays a plan, for nobody has told that it was carried out.
    """
    state = State(told.state)
    if day is None or told.period_start is None or state in (State.PLANNED, State.CANCELLED):
        return state
    if day < told.period_start:
        return State.PLANNED
    if told.period_end is None:
        return State.ENDED if state == State.ENDED else State.ON_DUTY
    return State.ON_DUTY if day <= told.period_end else State.ENDED
