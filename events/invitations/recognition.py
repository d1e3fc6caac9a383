"""Which bodies a pasted list means: by name, reading, former name or code, as of the event's day."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from rapidfuzz import fuzz, process

from common.fields import MailAddressField
from common.japanese_calendar import today, wareki
from common.search.name_keys import keys_of
from common.search.normalisation import name_key, without_district
from events.events.models import Event
from events.participations.rules import can_take_part
from members.government_changes.models import Succession
from members.local_governments.agreement_regions import agreement_regions
from members.local_governments.codes import candidates, check_digit
from members.local_governments.models import FormerName, LocalGovernment
from members.organizations.models import Organization

_MAIL = re.compile(r"[^\s、，,；;<>（）()\"]+@[^\s、，,；;<>（）()\"]+")
_CELLS = re.compile(r"[\s、，,；;]+")
_OFFICES = ("役所", "役場", "庁")
MAX_NEAR = 3
MAX_COMPARED = 20  # of one name several bodies, and some that exist no more
SIMILAR = 60  # of 100: two letters of three, three of five


@dataclass(frozen=True)
class Body:
    """A local government, or a member without a code; `member` is the organisation that reads its mail."""

    key: str
    name: str
    government: LocalGovernment | None = None
    member: Organization | None = None

    @property
    def words(self) -> str:
        """As a choice: with the code, which tells those of one name apart."""
        return f"{self.name}（{self.government.code}）" if self.government else self.name


@dataclass
class Row:
    """A line of the list: the one body that it means, or what to ask about it."""

    number: int
    text: str
    mail: str = ""
    bodies: list[Body] = field(default_factory=list)
    question: str = ""  # why it has to be asked, as a sentence

    @property
    def is_clear(self) -> bool:
        return not self.question

    @property
    def is_code(self) -> bool:
        return _is_code(self.text)


class Bodies:
    """Everything that can be invited on a day; four queries, however many lines are read."""

    def __init__(self, event: Event):
        self.event = event
        self.day: datetime.date = event.starts_on or today()
        members = list(Organization.objects.members().select_related("local_government"))
        self._member_of = {one.local_government_id: one for one in members if one.local_government_id}
        self.governments = {row.pk: self._of_government(row) for row in LocalGovernment.objects.all()}
        self.others = {
            one.pk: Body(f"o{one.pk}", one.full_name, member=one)
            for one in members
            if not one.local_government_id
        }
        self.by_key = {body.key: body for body in (*self.governments.values(), *self.others.values())}
        self._named: dict[str, dict[str, Body]] = defaultdict(dict)
        for body in self.by_key.values():
            row = body.government or body.member
            for name in keys_of(row.names):
                self._named[name][body.key] = body

    def _of_government(self, row: LocalGovernment) -> Body:
        return Body(f"g{row.pk}", row.full_name, row, self._member_of.get(row.pk))

    # --- whole groups ---

    def of_prefecture(self, name: str) -> list[Body]:
        """Its municipalities on that day, in the order of their codes."""
        kinds = LocalGovernment.Kind
        return [
            body
            for body in self.governments.values()
            if body.government.prefecture == name
            and body.government.kind != kinds.PREFECTURE
            and self._exists(body)
        ]

    def of_region(self, name: str) -> list[Body]:
        """The municipalities of an agreement region; for one that has ended, the one that followed."""
        found: dict[str, Body] = {}
        for code in agreement_regions()[name]:
            for body in self._at_day(self._of_codes([code])):
                found[body.key] = body
        return list(found.values())

    # --- lines ---

    def read(self, lines: Iterable[str]) -> list[Row]:
        """A row for each line that is not empty."""
        typed = [line.strip() for line in lines if line.strip()]
        return [self._row(number, line) for number, line in enumerate(typed, 1)]

    def _row(self, number: int, line: str) -> Row:
        found = _MAIL.search(line)
        typed = found[0] if found else ""
        row = Row(number, line.replace(typed, " ").strip(" \t、，,；;<>（）()") if typed else line)
        cells = [cell for cell in _CELLS.split(row.text) if cell]
        codes = [cell for cell in cells if _is_code(cell)]
        if codes:
            self._ask_by_code(row, codes[0], [cell for cell in cells if cell != codes[0]])
        else:
            self._ask_by_name(row, name_key(row.text), cells)
        if typed:
            self._read_mail(row, typed)
        return row

    def _read_mail(self, row: Row, typed: str) -> None:
        try:
            row.mail = MailAddressField().clean(typed)
        except ValidationError:
            row.question += f"メールアドレス「{typed[:60]}」を読み取れません。"

    def _ask_by_code(self, row: Row, code: str, names: list[str]) -> None:
        try:
            known = candidates(code, self._codes)
        except ValueError as error:
            row.question = str(error)
            named = self._called(name_key("".join(names))) if names else []
            row.bodies = self._alive(named or self._of_codes([_with_check_digit(code)]))
            return
        bodies = self._of_codes(known)
        keys = {name_key("".join(names)), *map(name_key, names)}
        agreeing = [body for body in bodies if keys & keys_of(body.government.names)] if names else bodies
        self._settle(row, agreeing or bodies)
        if names and not agreeing:
            named = self._alive(self._called(name_key("".join(names))))
            row.bodies = list({body.key: body for body in (*row.bodies, *named)}.values())
            row.question = "団体コードと名称が合いません。"

    def _ask_by_name(self, row: Row, key: str, cells: list[str]) -> None:
        bodies = self._called(key)
        if not bodies and len(cells) > 1:  # a number of the row, or a remark, stands beside the name
            words = [cell for cell in cells if not cell.isdigit()]
            bodies = self._called(name_key("".join(words)))
        if bodies:
            self._settle(row, bodies)
        elif formerly := self._formerly(key):
            self._settle(row, formerly)
        else:
            row.bodies = self._beside_others(cells) or self._near(key)
            row.question = "見つかりません。" + ("もしかして、次の団体ですか。" if row.bodies else "")

    def _settle(self, row: Row, bodies: list[Body]) -> None:
        """One that exists on the day is meant; of several, or of none, is asked."""
        alive = self._alive(bodies)
        row.bodies = alive or self._at_day(bodies)
        if not alive:
            row.question = self._gone(bodies[0], row.bodies)
        elif len(alive) > 1:
            row.question = f"{len(alive)}団体あります。どの団体ですか。"

    def _gone(self, body: Body, followers: list[Body]) -> str:
        began, ended = body.government.established_on, body.government.abolished_on
        on, what = (ended, "廃止") if ended and ended <= self.day else (began, "設置")
        said = f"{body.name}は、開催日（{wareki(self.day)}）にはない団体です（{wareki(on)}{what}）。"
        return said + ("次の団体を招待できます。" if followers else "")

    def _called(self, key: str) -> list[Body]:
        ways = (key, without_district(key), _without_office(key))
        return next((list(self._named[way].values()) for way in ways if way in self._named), [])

    def _formerly(self, key: str) -> list[Body]:
        return [self.governments[pk] for pk in sorted(self._former.get(key, ()))]

    def _of_codes(self, codes: Iterable[str]) -> list[Body]:
        return [body for code in codes for body in self._codes[code]]

    def _alive(self, bodies: Iterable[Body]) -> list[Body]:
        return [body for body in bodies if self._exists(body)]

    def _exists(self, body: Body) -> bool:
        return can_take_part(body.government, self.event)

    def _at_day(self, bodies: Iterable[Body]) -> list[Body]:
        """These, and for those that do not exist on the day, the ones that do in their place."""
        found: dict[str, Body] = {}
        left, seen = list(bodies), set()
        while left:
            body = left.pop(0)
            if body.key in seen:
                continue
            seen.add(body.key)
            if self._exists(body):
                found[body.key] = body
                continue
            ended = body.government.abolished_on
            steps = self._after if ended and ended <= self.day else self._before
            left += [self.governments[pk] for pk in steps.get(body.government.pk, ())]
        return list(found.values())

    def _beside_others(self, cells: list[str]) -> list[Body]:
        """Those that words of the line name: 横浜市役所 総務課; several bodies on one line."""
        if len(cells) < 2:
            return []
        named = (body for cell in cells for body in self._called(name_key(cell)))
        found = {body.key: body for body in self._at_day(named)}
        return list(found.values())[:MAX_NEAR]

    def _near(self, key: str) -> list[Body]:
        """The few whose names are most like what was typed (もしかして)."""
        alike = process.extract(
            key, list(self._named), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=MAX_COMPARED
        )
        found = (body for name, *_ in alike for body in self._alive(self._named[name].values()))
        return list({body.key: body for body in found}.values())[:MAX_NEAR]

    @cached_property
    def _codes(self) -> dict[str, list[Body]]:
        codes: dict[str, list[Body]] = defaultdict(list)
        for body in self.governments.values():
            codes[body.government.code].append(body)
        return codes

    @cached_property
    def _former(self) -> dict[str, set[int]]:
        """The keys of the bodies of today that once had these names."""
        named: dict[str, set[int]] = defaultdict(set)
        for names, government in FormerName.objects.order_by().values_list("names", "local_government"):
            for key in keys_of(names):
                named[key].add(government)
        return named

    @cached_property
    def _steps(self) -> list[tuple[int, int]]:
        done = Succession.objects.filter(change__state="done", successor__isnull=False)
        return list(done.values_list("predecessor", "successor"))

    @cached_property
    def _after(self) -> dict[int, list[int]]:
        return _grouped(self._steps)

    @cached_property
    def _before(self) -> dict[int, list[int]]:
        return _grouped((successor, predecessor) for predecessor, successor in self._steps)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
    return found


def _without_office(key: str) -> str:
    """堺市 of 堺市役所, 大阪府 of 大阪府庁."""
    office = next((word for word in _OFFICES if key.endswith(word)), "")
    return key.removesuffix(office) if office else ""


def _with_check_digit(code: str) -> str:
    """The code that the first five digits have."""
    five = name_key(code)[:5]
    return five + check_digit(five)


def _is_code(cell: str) -> bool:
    key = name_key(cell)
    return key.isascii() and key.isdigit() and len(key) in (5, 6)
