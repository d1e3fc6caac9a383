"""What an organiser asks of the list, read from the query string; what makes no sense is no filter."""

from dataclasses import dataclass, fields

from common.search.normalisation import name_key
from common.text import one_line
from events.participation_lists.queries import BodyLine
from events.participations.models import Role, RoleState
from events.sheets.models import SheetState
from members.local_governments.prefectures import NAMES

BOOTHS = {"yes": "あり", "no": "なし"}
NOT_THERE = {"no": "開催日に存在しない団体", "planned": "開催日までに合併などの予定がある団体"}
REACH = {"no": "メールの届け先がない団体"}
_CHOICES = {
    "there": NOT_THERE,
    "reach": REACH,
    "role": Role,
    "state": RoleState,
    "prefecture": NAMES,
    "booth": BOOTHS,
    "sheet": SheetState,
}


@dataclass(frozen=True)
class ParticipationFilter:
    """Role, state (of it, or of any), prefecture, booth, state of the sheet, words; empty means any.

    `there` is "no" for those that do not exist on the event's days, "planned" for those that will not.
    """

    role: str = ""
    state: str = ""
    prefecture: str = ""
    booth: str = ""
    sheet: str = ""
    there: str = ""
    reach: str = ""
    q: str = ""

    @classmethod
    def read(cls, query) -> "ParticipationFilter":
        asked = {field.name: one_line(query.get(field.name, ""))[:100] for field in fields(cls)}
        return cls(**{key: value for key, value in asked.items() if value in _CHOICES.get(key, [value])})

    @property
    def is_set(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def narrow(self, lines: list[BodyLine]) -> list[BodyLine]:
        return [line for line in lines if self._fits(line)]

    def _fits(self, line: BodyLine) -> bool:
        return (
            self._fits_role(line)
            and self._fits_days(line)
            and not (self.reach and line.is_reached)
            and self.prefecture in ("", line.prefecture)
            and self.booth in ("", "yes" if line.booths else "no")
            and (not self.sheet or (line.sheet is not None and line.sheet.state == self.sheet))
            and self._bears_words(line)
        )

    def _fits_days(self, line: BodyLine) -> bool:
        return not self.there or (line.ends is not None if self.there == "planned" else not line.is_there)

    def _fits_role(self, line: BodyLine) -> bool:
        states = line.states
        if self.role:
            return self.role in states and self.state in ("", states[self.role])
        return not self.state or self.state in states.values()

    def _bears_words(self, line: BodyLine) -> bool:
        key = name_key(self.q)
        names = (f"{line.prefecture}{line.part.full_name}", line.part.full_name, line.reading, line.booths)
        return not key or any(key in name_key(name) for name in names)
