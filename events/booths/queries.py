"""The booths of an event with who has them, in as many queries for 400 as for three."""

import datetime
import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet

from common.japanese_calendar import wareki_short
from events.booths.models import Booth, BoothAssignment, bodies_for_booths
from events.events.models import Event
from events.participations.models import Participation

LONGEST = 400  # days of a period for which booths can be given


def days_of(event: Event) -> list[datetime.date]:
    """The days of an event; none where they are not known."""
    if not event.is_on_known_day or event.starts_on is None:
        return []
    count = ((event.ends_on or event.starts_on) - event.starts_on).days + 1
    return [event.starts_on + datetime.timedelta(days=n) for n in range(min(count, LONGEST))]


def in_order(code: str) -> list:
    """The sort key that puts A-2 before A-10."""
    parts = re.split(r"([0-9]+)", code)
    return [(part.zfill(20) if part.isdecimal() else part) for part in parts]


@dataclass
class Holding:
    """A body in a booth, and on which days."""

    body: Participation
    days: list[datetime.date]
    period: list[datetime.date]

    @property
    def is_whole(self) -> bool:
        return self.days == self.period

    @property
    def when(self) -> str:
        """ "" for the whole period; else R8.3.12(木)から R8.3.14(土)まで, R8.3.16(月)."""
        return "" if self.is_whole else "、".join(spans(self.days))

    @property
    def first(self) -> datetime.date:
        return self.days[0]

    @property
    def last(self) -> datetime.date:
        return self.days[-1]

    @property
    def is_outside(self) -> bool:
        """The event was moved to other days since."""
        return not set(self.days) <= set(self.period)


@dataclass
class PlacedBooth:
    """A booth of the list."""

    booth: Booth
    period: list[datetime.date]
    holdings: list[Holding] = field(default_factory=list)

    @property
    def free_days(self) -> list[datetime.date]:
        taken = {day for holding in self.holdings for day in holding.days}
        return [day for day in self.period if day not in taken]

    @property
    def free(self) -> str:
        """ "" where it is taken or free on all days; else the free days in words."""
        days = self.free_days
        return "" if days in ([], self.period) else "、".join(spans(days))

    @property
    def free_from(self) -> datetime.date:
        return self.free_days[0]

    @property
    def free_to(self) -> datetime.date:
        return self.free_days[-1]


def spans(days: list[datetime.date]) -> list[str]:
    """Days that follow each other as one."""
    numbered = enumerate(sorted(days))
    runs = [[day for _, day in run] for _, run in groupby(numbered, lambda one: one[1].toordinal() - one[0])]
    return [
        wareki_short(run[0]) + (f"から{wareki_short(run[-1])}まで" if len(run) > 1 else "") for run in runs
    ]


def placed_booths(event: Event) -> list[PlacedBooth]:
    """All booths in the order of their codes."""
    period = days_of(event)
    placed = {
        booth.pk: PlacedBooth(booth, period)
        for booth in sorted(event.booths.all(), key=lambda booth: in_order(booth.code))
    }
    rows = BoothAssignment.objects.held().filter(booth__event=event).order_by("booth", "day")
    rows = list(rows.values_list("booth", "participation", "day"))
    bodies = _named(Participation.objects.filter(event=event)).in_bulk({body for _, body, _ in rows})
    found: dict[tuple[int, int], Holding] = {}
    for booth, body, day in rows:
        if (booth, body) not in found:
            found[booth, body] = Holding(bodies[body], [], period)
            placed[booth].holdings.append(found[booth, body])
        found[booth, body].days.append(day)
    return list(placed.values())


def _named(parts: QuerySet[Participation]) -> QuerySet[Participation]:
    return parts.select_related("local_government", "organization")


class BoothCounts(NamedTuple):
    """Of an event; `waiting` are bodies without a booth, where there are booths."""

    booths: int
    taken: int
    waiting: int


def count_booths(event: Event) -> BoothCounts:
    held = BoothAssignment.objects.held().filter(booth__event=event).order_by()
    taken = Count("pk", filter=Exists(held.filter(booth=OuterRef("pk"))))
    booths = event.booths.order_by().aggregate(every=Count("pk"), taken=taken)
    waiting = bodies_for_booths().filter(event=event).exclude(pk__in=held.values("participation"))
    return BoothCounts(booths["every"], booths["taken"], waiting.count() if booths["every"] else 0)


def bodies_of(event: Event) -> list[Participation]:
    """Those that may have a booth, in the order of their codes."""
    return list(_named(bodies_for_booths().filter(event=event)))


def booths_by_body(placed: list[PlacedBooth]) -> dict[int, list[str]]:
    """The codes of each body's booths, by its key; with the days where they are not all."""
    found: dict[int, list[str]] = {}
    for one in placed:
        for holding in one.holdings:
            when = f"（{holding.when}）" if holding.when else ""
            found.setdefault(holding.body.pk, []).append(f"{one.booth.code}{when}")
    return found


class Sign(NamedTuple):
    """What stands on a booth: its code, who is in it, and when where it is not the whole period."""

    booth: Booth
    prefecture: str
    name: str
    when: str


def signs_of(event: Event) -> list[Sign]:
    return [
        Sign(one.booth, *name_parts(holding.body), holding.when)
        for one in placed_booths(event)
        for holding in one.holdings
    ]


def name_parts(body: Participation) -> tuple[str, str]:
    """(prefecture, name without it) as of the event's day; a prefecture itself is only a name."""
    place = body.local_government or body.organization
    prefecture = place.prefecture if place else ""
    name = str(body)
    return (prefecture, name.removeprefix(prefecture)) if name != prefecture else ("", name)
