"""What waits for somebody and what their organisation has running, whatever room it comes from.

A room names its kinds and gives rows in the columns of `pending_rows` or `running_rows`; the page that shows
several rooms brings them together with one statement.
"""

import datetime
from dataclasses import dataclass, field

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse

from common import japanese_calendar
from common.formats import row_url


@dataclass(frozen=True)
class PendingItem:
    """One thing that waits for somebody: a line of my page, of the desk, of the morning's mail."""

    key: str  # which thing it is, the same as long as it waits
    label: str  # of all things of its kind
    title: str
    verb: str
    url: str
    list_url: str = ""
    who: str = ""
    due: datetime.date | None = None
    since: datetime.date | None = None
    state: str = ""
    tone: str = "key"  # of the state
    number: str = ""
    note: str = ""
    from_what: str = "依頼"
    today: datetime.date = field(default_factory=japanese_calendar.today, compare=False)

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < self.today

    @property
    def order(self) -> tuple:
        """What is overdue first, then by due date, then what has waited longest."""
        return self.due is None, self.due or self.since or self.today, self.key

    @property
    def due_words(self) -> str:
        return due_words(self.due, self.today)

    @property
    def days_words(self) -> str:
        """今日まで, あと3開庁日, 2開庁日超過; without a due date 受付から3開庁日."""
        if self.due is None:
            return self._waiting_words
        days = abs(japanese_calendar.working_days_between(self.today, self.due))
        if self.is_overdue:
            return f"{days}開庁日超過" if days else ""
        if self.due == self.today:
            return "今日まで"
        return f"あと{days}開庁日" if days else "今日が最後の開庁日"

    @property
    def _waiting_words(self) -> str:
        if self.since is None:
            return ""
        days = japanese_calendar.working_days_between(self.since, self.today)
        return f"{self.from_what}から{days}開庁日" if days else f"今日{self.from_what}"


def due_words(due: datetime.date | None, today: datetime.date) -> str:
    """11月24日(火)まで; the year where it is another one."""
    if due is None:
        return ""
    shown = japanese_calendar.wareki(due)
    return f"{shown.partition('年')[2] if due.year == today.year else shown}まで"


@dataclass(frozen=True)
class PendingKind:
    """What is asked of somebody, in which words, and on which page it is done."""

    name: str
    label: str
    verb: str
    page: str  # the name of its address
    list_page: str
    list_query: str = ""
    takes: tuple[str, ...] = ("key",)  # what the address takes of the row: key, part
    more: str = ""  # of the address: a query, the part of the page
    state: str = ""
    tone: str = "key"
    numbered: str = ""
    from_what: str = "依頼"
    ends_with_due: bool = False  # nothing can be done any more when the due date is over
    what: str = ""  # behind the title: 北海道の物産展 の紹介シート
    counted: str = ""  # where a row stands for several: 12件の申込

    def item(self, key, part, title, who, due, since, count) -> PendingItem:
        """The thing that a row tells."""
        known = {"key": key, "part": part}
        taken = [known[name] for name in self.takes]
        url = reverse(self.page, args=taken) if len(taken) > 1 else row_url(self.page, *taken)
        return PendingItem(
            key=f"{self.name}:{key}:{part or ''}",
            label=self.label,
            title=f"{title}{self.what}",
            who=self.counted.format(count=count) if self.counted else who,
            due=due,
            since=japanese_calendar.as_date(since) if since else None,
            state=self.state,
            tone=self.tone,
            number=f"{self.numbered} 第{key}号" if self.numbered else "",
            verb=self.verb,
            url=url + self.more,
            list_url=reverse(self.list_page) + self.list_query,
            from_what=self.from_what,
        )


NO_DAY, NO_MOMENT, NOTHING = Value(None), Value(None), Value("")


def pending_rows(
    rows: QuerySet, what, *, title, key="pk", part=NO_DAY, who=NOTHING, due=NO_DAY, since=NO_MOMENT, count=1
):
    """Rows in the columns of `PendingKind.item`, behind the name of the kind: `what`, also as an expression.

    The others are names of columns, or expressions.
    """
    return rows.order_by().values_list(
        Cast(Value(what) if isinstance(what, str) else what, CharField()),
        F(key),
        Cast(part, IntegerField()),
        Cast(title, TextField()),
        Cast(who, TextField()),
        Cast(due, DateField()),
        Cast(since, DateTimeField()),
        Value(count) if isinstance(count, int) else count,
    )


@dataclass(frozen=True)
class RunningItem:
    """Something that their organisation has running, with how it stands."""

    label: str
    title: str
    url: str
    state: str
    due: datetime.date | None
    is_new: bool
    today: datetime.date = field(default_factory=japanese_calendar.today, compare=False)

    @property
    def due_words(self) -> str:
        """12月14日(月)まで, and whether that is over."""
        shown = due_words(self.due, self.today)
        return f"{shown}（期限超過）" if self.due and self.due < self.today else shown


@dataclass(frozen=True)
class RunningKind:
    """What an organisation has running, and how its state is told: 「{number}/{of}区が回答」."""

    name: str
    label: str
    page: str
    words: str
    states: dict[str, str] = field(default_factory=dict, compare=False)

    def item(self, key, title, state, number, of, due, is_new) -> RunningItem:
        words = self.words.format(number=number, of=of, state=self.states.get(state, state))
        return RunningItem(self.label, title, row_url(self.page, key), words, due, is_new)


def running_rows(
    rows: QuerySet,
    what: str,
    *,
    title,
    key="pk",
    state=NOTHING,
    number=NO_DAY,
    of=NO_DAY,
    due=NO_DAY,
    new=None,
):
    """Rows in the columns of `RunningKind.item`, in the order and within the limit that they have."""
    return rows.values_list(
        Cast(Value(what), CharField()),
        F(key),
        Cast(title, TextField()),
        Cast(state, TextField()),
        Cast(number, IntegerField()),
        Cast(of, IntegerField()),
        Cast(due, DateField()),
        Cast(Value(False) if new is None else new, BooleanField()),
    )


@dataclass(frozen=True)
class Standing:
    """How a record stands and what is next, in one line; with a bar where there is a count.

    For `components/standing.html`: the words hold the numbers too, the bar only shows the share of `of`.
    """

    words: str
    number: int = 0
    of: int = 0

    @property
    def percent(self) -> float:
        return 100 * self.number / self.of if self.of else 0.0


def key_points(*, state="", asked="", decided="", due="", turn="") -> list[tuple[str, str]]:
    """要点 of a record for `components/key_points.html` and `.txt`: five lines from facts, as label and text.

    State and since when; what is asked of whom; what is decided so far; the next due date; who must act now.
    What has nothing to say is left out.
    """
    lines = (
        ("状態", state),
        ("求めていること", asked),
        ("決まったこと", decided),
        ("次の期限", due),
        ("対応する人", turn),
    )
    return [(label, text) for label, text in lines if text]


def due_with_days(due: datetime.date) -> str:
    """令和8年12月14日(月)（あと10開庁日）."""
    days = PendingItem("", "", "", "", "", due=due).days_words
    return japanese_calendar.wareki(due) + (f"（{days}）" if days else "")
