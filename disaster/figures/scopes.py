"""Over which records a figure is computed: of which disaster, ward, municipality, job and year."""

import datetime
import unicodedata
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from common.japanese_calendar import fiscal_year_name
from common.text import one_line, typed_code
from disaster.disasters.models import Disaster
from disaster.disasters.queries import keys_told_in_public, keys_with_merged
from disaster.support_records.moments import NOW, Moments
from members.local_governments.models import LocalGovernment

LAST_ID = 2**63 - 1


class Parameters:
    """What an address asks for, as a dataclass; empty means all, what makes no sense is no filter."""

    @property
    def asked(self) -> dict[str, object]:
        """{parameter: value} of what is not empty."""
        return {name: value for name, value in asdict(self).items() if value != ""}

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
            year=read_number(query, "year", first=1868, last=2199),
            **texts,
        )

    def narrow(self, versions: QuerySet) -> QuerySet:
        """Without the disaster, which the caller decides by what may be seen."""
        if self.ward:
            versions = versions.filter(sender_government__code=self.ward)
        if self.municipality:
            versions = versions.filter(recipient_government__code=self.municipality)
        if self.year:
            versions = versions.filter(in_year(self.year))
        texts = {name: getattr(self, name) for name in ("job", "item", "unit") if getattr(self, name)}
        return versions.filter(**texts)


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


def in_year(year: int) -> Q:
    """Of a fiscal year: by the year that is recorded, else by the first day."""
    first, last = datetime.date(year, 4, 1), datetime.date(year + 1, 3, 31)
    return Q(fiscal_year=year) | Q(fiscal_year=None, period_start__range=(first, last))


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


def read_number(query: QueryDict, name: str, *, first: int = 1, last: int = LAST_ID) -> int | str:
    text = unicodedata.normalize("NFKC", query.get(name, "")[:20]).strip()
    is_number = text.isascii() and text.isdigit() and first <= int(text) <= last
    return int(text) if is_number else ""


def _code(text: str) -> str:
    code = typed_code(text[:20])
    return code if len(code) == 6 and code.isdigit() else ""
