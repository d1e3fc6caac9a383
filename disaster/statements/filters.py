"""Which statements somebody asks for, over all disasters, from the query string."""

import datetime
import unicodedata
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from common.text import one_line
from disaster.disasters.models import Disaster
from disaster.support_records.moments import Moments
from disaster.support_records.years import read_fiscal_year

SCOPES = {
    "part": ("一部だけ", Q(is_partial=True)),
    "said": ("そのほか（全件など）", Q(is_partial=False) & ~Q(coverage="")),
    "silent": ("出典に書かれていない", Q(is_partial=False, coverage="")),
}
SEARCHED = ("sender", "recipient", "job", "item", "content", "note", "source", "record__disaster__name")
LAST_ID = 2**63 - 1


@dataclass(frozen=True)
class StatementFilter:
    """Empty means any; what makes no sense is no filter. `year` is a fiscal year."""

    disaster: int | str = ""
    source: str = ""
    scope: str = ""
    year: int | str = ""
    q: str = ""

    @classmethod
    def read(cls, query) -> "StatementFilter":
        disaster = _number(query.get("disaster", ""))
        scope = query.get("scope", "")
        return cls(
            disaster=disaster if disaster != "" and disaster <= LAST_ID else "",
            source=one_line(query.get("source", ""))[:500],
            scope=scope if scope in SCOPES else "",
            year=read_fiscal_year(query.get("year", "")) or "",
            q=one_line(query.get("q", ""))[:100],
        )

    @property
    def asked(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if value != ""}

    def query(self, moments: Moments) -> str:
        asked = self.asked | moments.asked
        return f"?{urlencode(asked)}" if asked else ""

    def narrow(self, versions: QuerySet, moments: Moments) -> QuerySet:
        if self.disaster:
            told = Disaster.objects.filter(pk=self.disaster).with_merged(moments.recorded)
            versions = versions.filter(record__disaster__in=told)
        if self.source:
            versions = versions.filter(source=self.source)
        if self.scope:
            versions = versions.filter(SCOPES[self.scope][1])
        if self.year:
            days = datetime.date(self.year, 4, 1), datetime.date(self.year + 1, 3, 31)
            versions = versions.filter(Q(fiscal_year=self.year) | Q(fiscal_year=None, as_of__range=days))
        for word in self.q.split():
            found = Q()
            for column in SEARCHED:
                found |= Q(**{f"{column}__icontains": word})
            versions = versions.filter(found)
        return versions


def _number(text: str) -> int | str:
    text = unicodedata.normalize("NFKC", text[:20]).strip()
    return int(text) if text.isascii() and text.isdigit() else ""
