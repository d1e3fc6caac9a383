"""The list of disasters as a timeline by year, with the sums that are known; newest first."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import F, Q

from common.compiled_queries.compiled import compiled
from common.japanese_calendar import year_name
from common.page_cache.values import kept_for_visitors
from disaster.disaster_page.queries import areas_of, struck_by_prefecture
from disaster.disasters.models import AffectedArea, Disaster, DisasterPeriod
from disaster.disasters.queries import wholes_at
from disaster.figures.definitions import Figure, figure, standing_figures
from disaster.figures.models import SupportSum
from disaster.figures.scopes import ALL
from disaster.figures.values import FigureValue, compute, figures_by_disaster
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import Moments
from members.access.viewers import viewer_of
from members.local_governments.models import LocalGovernment

SHOWN = ("recovery-", "donation-", "dispatch-heads")
COUNTED = "records"  # whether anything is recorded at all
SUMS = ("recovery-joint", "donation-joint", "dispatch-heads", "dispatch-wards", "helped-governments")
WITHOUT_YEAR = "発生日が分からない災害"
DISASTERS = (Disaster, DisasterPeriod)
RECORDS = (SupportRecord, SupportRecordVersion, SupportSum, LocalGovernment)


@dataclass(frozen=True)
class Entry:
    """A disaster with its sums over records, the wholes that sources printed, and who was struck."""

    disaster: Disaster
    values: list[FigureValue] = field(default_factory=list)
    statements: list[StatementVersion] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded of it."""
        return not self.values and not self.statements

    @property
    def figures(self) -> list[FigureValue]:
        """Money and people who were sent, as far as a number is known."""
        return [each for each in self._shown if each.known]

    @property
    def unknown(self) -> list[str]:
        """Of which of them no number is known yet."""
        return [each.label for each in self._shown if not each.known]

    @property
    def _shown(self) -> list[FigureValue]:
        return [each for each in self.values if each.figure.key != COUNTED]


@dataclass(frozen=True)
class Year:
    name: str
    entries: list[Entry]


@dataclass(frozen=True)
class Told:
    """By the key of a disaster: its sums, the wholes of sources, stricken bodies; by prefecture how many."""

    figures: dict[int, list[FigureValue]]
    statements: dict[int, list[StatementVersion]]
    areas: dict[int, list[str]]
    by_prefecture: Counter[str]


@kept_for_visitors(*DISASTERS, *RECORDS, AffectedArea, Statement, StatementVersion)
def told_of_disasters(user, keys: tuple[int, ...], moments: Moments) -> Told:
    """Of these disasters; five queries whatever their number. The map is of all that the user sees."""
    wholes = wholes_at(moments.recorded)
    of = sorted({*keys, *(pk for pk, whole in wholes.items() if whole in keys)})
    statements, struck = defaultdict(list), defaultdict(dict)
    for version in _wholes(disasters=of, **moments.slots):
        statements[wholes.get(version.record.disaster_id, version.record.disaster_id)].append(version)
    for area in areas_of(disasters=of, **moments.slots_of_recording):
        struck[wholes.get(area.disaster_id, area.disaster_id)][area.local_government.full_name] = True
    return Told(
        figures_by_disaster(_entry_figures(), of, moments, wholes),
        dict(statements),
        {pk: list(names) for pk, names in struck.items()},
        struck_by_prefecture(viewer_of(user), wholes, moments),
    )


def timeline(disasters: list[Disaster], told: Told) -> tuple[list[Year], list[Entry]]:
    """Those with content by year, and those without."""
    found = (told.figures, told.statements, told.areas)
    entries = [Entry(each, *(of.get(each.pk, []) for of in found)) for each in disasters]
    full = [entry for entry in entries if not entry.is_empty]
    years = [Year(name, list(found)) for name, found in groupby(full, key=_year)]
    return years, [entry for entry in entries if entry.is_empty]


@kept_for_visitors(*DISASTERS, *RECORDS)
def known_sums(user, moments: Moments) -> list[FigureValue]:
    """What the records of all disasters add up to, where a number is known; one query."""
    return [each for each in compute(map(figure, SUMS), ALL, moments) if each.known]


def _entry_figures() -> tuple[Figure, ...]:
    return tuple(each for each in standing_figures() if each.key.startswith((*SHOWN, COUNTED)))


@compiled
def _wholes(*, disasters, on=None, recorded=None):
    """Statements that are not part of another of the same disaster."""
    versions = StatementVersion.objects.filter(record__disaster__pk__any=disasters)
    part = Q(part_of__disaster=F("record__disaster"))
    told = Moments(on, recorded).narrow(versions).exclude(part)
    return told.select_related("record").order_by("record")


def _year(entry: Entry) -> str:
    began = entry.disaster.began_on
    return year_name(began.year) if began else WITHOUT_YEAR
