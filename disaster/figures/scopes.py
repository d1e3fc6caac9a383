"""Over which records a figure is computed: of which disaster, ward, municipality, job and year."""

import datetime
import unicodedata
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.db.models import Case, DateField, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear
from django.http import QueryDict

from common.append_only.models import Reason
from common.compiled_queries.slots import Slot
from common.japanese_calendar import fiscal_year_name
from common.text import one_line, typed_code
from disaster.disasters.models import Disaster
from disaster.disasters.queries import keys_told_in_public, keys_with_merged
from disaster.support_records.models import SupportRecordVersion
from disaster.support_records.moments import NOW, Moments
from disaster.support_records.years import read_fiscal_year
from members.local_governments.models import LocalGovernment

LAST_ID = 2**63 - 1


class Parameters:
    """What an address asks for, as a dataclass; empty means all, what makes no sense is no filter."""

    @property
    def asked(self) -> dict[str, object]:
        """{parameter: value} of what is not empty."""
        return {name: value for name, value in vars(self).items() if value != ""}

    def query(self, moments: Moments = NOW) -> str:
        asked = self.asked | moments.asked
        return f"?{urlencode(asked)}" if asked else ""


@dataclass(frozen=True)
class Scope(Parameters):
    """`ward` and `municipality` are six-digit codes."""

    disaster: int | str = ""
    ward: str = ""
    municipality: str = ""
    job: str = ""
    year: int | str = ""
    item: str = ""
    unit: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Scope":
        texts = {name: one_line(query.get(name, ""))[:100] for name in ("job", "item", "unit")}
        return cls(
            disaster=read_number(query, "disaster"),
            ward=_code(query.get("ward", "")),
            municipality=_code(query.get("municipality", "")),
            year=read_fiscal_year(query.get("year", "")) or "",
            **texts,
        )


ALL = Scope()


def words_of(scope: Scope) -> str:
    """Of what, by the names that stand now."""
    named = Disaster.objects.filter(pk=scope.disaster or None)
    name = named.values_list("name", flat=True).first()
    bodies = LocalGovernment.objects.by_codes([scope.ward, scope.municipality])
    ward, municipality = bodies.get(scope.ward), bodies.get(scope.municipality)
    said = [
        name if scope.disaster else "すべての災害",
        f"支援した区：{ward or scope.ward}" if scope.ward else "",
        f"支援先：{municipality or scope.municipality}" if scope.municipality else "",
        scope.job,
        fiscal_year_name(scope.year) if scope.year else "",
    ]
    return "、".join(str(each) for each in said if each)


FISCAL_YEAR = Case(
    When(fiscal_year__isnull=False, then=F("fiscal_year")),
    When(period_start__month__lt=4, then=ExtractYear("period_start") - 1),
    When(period_start__isnull=False, then=ExtractYear("period_start")),
    default=Value(0),
)  # as `in_year` finds them; 0 where it is not known


class Records:
    """Versions of records as part of the shape of compiled queries: what they are narrowed by, not to what.

    `asked` of a scope, of moments, and `disasters`, the keys of all that are told: few, for PostgreSQL looks
    through such a list once for each row. Without it all that everybody reads. `day` is never empty.
    """

    COLUMNS: ClassVar = {
        "disasters": "record__disaster__pk__any",
        "ward": "sender_government__code",
        "municipality": "recipient_government__code",
        "job": "job",
        "item": "item",
        "unit": "unit",
    }

    def __init__(self, **asked):
        self.values = asked

    @classmethod
    def of(cls, scope: Scope, moments: Moments, disasters: list[int] | None = None) -> "Records":
        """Those of the disaster that the scope has, where none are given."""
        if disasters is None and scope.disaster:
            disasters = disasters_in(scope, moments.recorded)
        told = {} if disasters is None else {"disasters": disasters}
        return cls(**scope.asked | told | {"day": moments.day} | moments.slots)

    def __eq__(self, other):
        return isinstance(other, Records) and self.values.keys() == other.values.keys()

    def __hash__(self):
        return hash(frozenset(self.values))

    def stand_in(self) -> "Records":
        return Records(**{name: Slot(name) for name in self.values})

    def told(self) -> QuerySet:
        """As they stood then, or stand now, for whoever reads."""
        if "disasters" in self.values:
            return self.stood()
        public = Disaster.objects.told_in_public(self.values.get("recorded"))
        return self.stood().filter(record__disaster__in=public)

    def stood(self) -> QuerySet:
        """As they stood then, or stand now; without `disasters` those of drafts, too."""
        return self._narrowed(SupportRecordVersion.objects.as_recorded(self.values.get("recorded")))

    def ever_told(self) -> QuerySet:
        """All that was ever said, but for withdrawals and `hidden` disasters: for a history."""
        versions = SupportRecordVersion.objects.exclude(reason=Reason.WITHDRAWAL)
        return self._narrowed(versions.exclude(record__disaster__pk__any=self.values["hidden"]))

    def _narrowed(self, versions: QuerySet) -> QuerySet:
        asked = self.values
        versions = versions.filter(
            **{column: asked[name] for name, column in self.COLUMNS.items() if name in asked}
        )
        if "year" in asked:
            versions = versions.filter(in_year(asked["year"]))
        if "on" in asked:
            versions = versions.on(asked["on"])
        days = {"on_day": asked.get("on"), "day": asked["day"]}
        return versions.order_by().alias(
            **{
                name: each if isinstance(each, Slot) else Value(each, output_field=DateField())
                for name, each in days.items()
            }
        )


def in_year(year: int | Slot) -> Q:
    """Of a fiscal year: by the year that is recorded, else by the first day."""
    began = Q(period_start__gte=_april(year), period_start__lt=_april(year, after=1))
    return Q(fiscal_year=year) | Q(began, fiscal_year=None)


def _april(year: int | Slot, after: int = 0) -> Func:
    """The first day of a fiscal year."""
    return Func(year, template=f"make_date(%(expressions)s::int + {after}, 4, 1)", output_field=DateField())


def disasters_in(scope: Scope, recorded: datetime.datetime | None = None) -> list[int]:
    """Keys of the disasters that everybody reads, or of the one of the scope with what was merged into it.

    Keys, no subquery: PostgreSQL then knows how few records it will find.
    """
    then = {"recorded": recorded} if recorded else {}
    told = keys_told_in_public(**then)
    if scope.disaster:
        of = set(keys_with_merged(disasters=[scope.disaster], **then))
        told = [pk for pk in told if pk in of]
    return told


def read_number(query: QueryDict, name: str) -> int | str:
    text = unicodedata.normalize("NFKC", query.get(name, "")[:20]).strip()
    is_number = text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_ID
    return int(text) if is_number else ""


def _code(text: str) -> str:
    code = typed_code(text[:20])
    return code if len(code) == 6 and code.isdigit() else ""
