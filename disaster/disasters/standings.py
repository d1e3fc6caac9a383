"""When each disaster was public, and merged into another: all at once, for a history of many moments."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from common.compiled_queries.compiled import compiled
from disaster.disasters.models import Disaster, DisasterPeriod


@dataclass(frozen=True)
class Period:
    """From `start` until `end`, None where it lasts; `into` is None where the disaster was public.

    The name of what is a draft today is empty: nobody reads it.
    """

    disaster: int
    name: str
    into: int | None
    start: datetime.datetime
    end: datetime.datetime | None = None
    words: str = ""

    def has(self, moment: datetime.datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)

    def changes(self) -> Iterator[tuple[datetime.datetime, str]]:
        """(moment, sentence) of its start and its end."""
        what = "統合" if self.into else "公開"
        name = f"「{self.name}」" if self.name else "ほかの災害"
        undone = f"{name}の{what}の取消し" if self.into else f"{name}の公開の取下げ"
        yield self.start, f"{name}の{what}"
        if self.end:
            yield self.end, f"{undone}：{self.words}" if self.words else undone


class Standings:
    """Of all disasters, or of one and all that were ever merged into it; two queries."""

    def __init__(self, disaster: int | str = ""):
        rows = _registered()
        self.periods = list(_periods(rows))
        self.disaster = disaster
        lasting = [each for each in self.periods if each.end is None]
        public = {each.disaster for each in lasting if not each.into}
        into = {each.disaster: each.into for each in lasting if each.into}
        self.today = {disaster for disaster in public if _path(disaster, into)[-1] in public}
        self.ever = {disaster} if disaster else {each.disaster for each in self.periods}
        self._with_merged(self.ever)
        readable = self._with_merged(set(self.today))  # nothing of what nobody may read today
        self.telling = self._with_wholes(set(self.ever)) & readable
        self.ever &= readable
        self.hidden = {pk for pk, *_ in rows} - self.ever

    def _with_merged(self, disasters: set[int]) -> set[int]:
        """These and all that were ever merged into them, in the same set."""
        while more := {each.disaster for each in self.periods if each.into in disasters} - disasters:
            disasters |= more
        return disasters

    def _with_wholes(self, disasters: set[int]) -> set[int]:
        """These and all that they were ever merged into, in the same set."""
        while more := {each.into for each in self.periods if each.disaster in disasters} - disasters - {None}:
            disasters |= more
        return disasters

    def told_at(self, moment: datetime.datetime) -> set[int]:
        """As `told_in_public` and `with_merged` say it for that moment."""
        into = {each.disaster: each.into for each in self.periods if each.into and each.has(moment)}
        public = {each.disaster for each in self.periods if not each.into and each.has(moment)} & self.today
        told = set()
        for disaster in self.ever:
            path = _path(disaster, into)
            if path[-1] in public and (not self.disaster or self.disaster in path):
                told.add(disaster)
        return told

    def changes(self) -> dict[datetime.datetime, tuple[str, ...]]:
        """{moment: sentences} of what was published, hidden, merged and undone, with who told it."""
        found: dict[datetime.datetime, list[str]] = {}
        for period in self.periods:
            if period.disaster in self.telling:
                for moment, sentence in period.changes():
                    found.setdefault(moment, []).append(sentence)
        return {moment: tuple(said) for moment, said in found.items()}


def _path(disaster: int, into: dict[int, int]) -> list[int]:
    """From the disaster to the one on whose page it is told."""
    path = [disaster]
    while path[-1] in into:
        path.append(into[path[-1]])
    return path


def _periods(rows: Iterable[tuple]) -> Iterator[Period]:
    names = {}
    for pk, name, published_at, into, merged_at in rows:
        names[pk] = name = name if published_at else ""
        if published_at:
            yield Period(pk, name, None, published_at)
        if into:
            yield Period(pk, name, into, merged_at)
    for pk, *row in _over():
        yield Period(pk, names[pk], *row)


@compiled
def _registered():
    columns = ("pk", "name", "published_at", "merged_into", "merged_at")
    return Disaster.objects.order_by("pk").values_list(*columns)


@compiled
def _over():
    columns = ("disaster", "merged_into", "recorded_at", "superseded_at", "words")
    return DisasterPeriod.objects.order_by("pk").values_list(*columns)
