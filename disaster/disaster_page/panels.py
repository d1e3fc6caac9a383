"""What the page of one disaster shows: what sources say, its records by kind, sums, and numbered sources."""

import datetime
from dataclasses import dataclass

from common.attachments.actions import WORDS
from common.attachments.models import StoredFile
from common.attachments.queries import files_by_kind, files_of_many
from common.page_cache.values import kept_for_visitors
from disaster.bulletins.models import Bulletin
from disaster.bulletins.queries import bulletins_of
from disaster.disaster_page import queries
from disaster.disaster_page.comparisons import compare
from disaster.disasters.models import AffectedArea, Disaster, DisasterMark, DisasterPeriod
from disaster.disasters.queries import wholes_at
from disaster.figures.models import SupportSum
from disaster.figures.scopes import Scope
from disaster.figures.values import FigureValue, figures_told
from disaster.register.models import EarlierWords, WithdrawnFile
from disaster.statements.models import StatementVersion
from disaster.support_records.models import TYPES, SupportRecord, SupportRecordVersion
from disaster.support_records.moments import Moments, state_on
from members.access.viewers import viewer_of
from members.directory.tile_map import TileMap, tile_map
from members.local_governments.models import LocalGovernment

FIGURES = {"money": ("recovery", "donation"), "staff": ("dispatch",), "goods": ("goods",)}
MAP_FROM = 3  # stricken bodies; fewer need no map
BOUNDS = (1, 3, 5, 10)


@dataclass(frozen=True)
class Part:
    """The records of one type, with their sums."""

    key: str
    label: str
    rows: list[SupportRecordVersion]
    figures: list[FigureValue]

    @property
    def coverages(self) -> list[str]:
        """Where only a part of the source is recorded, in words, as far as no figure says it."""
        said = {words for each in self.figures for words in each.coverage}
        partial = (row.coverage or "出典の一部" for row in self.rows if row.is_partial)
        return [words for words in dict.fromkeys(partial) if words not in said]

    @property
    def is_of_one_kind(self) -> bool:
        """Whether its heading names the kind of every record."""
        return len(TYPES[self.key][1]) == 1


@dataclass(frozen=True)
class Whole:
    """A statement with the printed parts of it, and how it stands to the sum of the records."""

    told: StatementVersion
    parts: list[StatementVersion]
    comparison: str


def disaster_context(disaster: Disaster, moments: Moments, user) -> dict[str, object]:
    """Eleven queries whatever the number of records; what was merged into the disaster is told with it."""
    around = around_records(user, disaster.pk, moments.recorded)
    disasters = around["disasters"]
    records, statements = (
        queries.told_of(model, disasters=disasters, **moments.slots)
        for model in (SupportRecordVersion, StatementVersion)
    )
    figures = figures_here(user, disaster.pk, tuple(disasters), moments)
    sources = _sources([*statements, *records, *around["marks"], disaster])
    for told in [*records, *statements]:
        told.source_number = sources[told.source]
    for told in records:
        told.shown_state = state_on(told, moments.on)
    helped = {told.recipient_government_id for told in records} if disaster.is_published else ()
    return around | {
        "disaster": disaster,
        "parent": _parent(disaster),
        "moments": moments,
        "areas": [(area.local_government, area.local_government_id in helped) for area in around["areas"]],
        "marks": [(mark, sources[mark.source]) for mark in around["marks"]],
        "wholes": _wholes(statements, figures),
        "parts": _by_type(records, figures),
        "sources": [(number, text) for text, number in sources.items()],
        "recorded_last": max((told.recorded_at for told in [*records, *statements]), default=None),
    }


@kept_for_visitors(
    *[Disaster, DisasterPeriod, AffectedArea, DisasterMark, LocalGovernment, Bulletin],
    *[StoredFile, WithdrawnFile, EarlierWords],
)
def around_records(user, pk: int, recorded: datetime.datetime | None) -> dict[str, object]:
    """What the page of this disaster shows alike, whatever day its records are asked for."""
    then = {"recorded": recorded} if recorded else {}
    told_here = queries.told_here(disaster=pk, **then)
    disasters = [each.pk for each in told_here]
    is_draft = not any(each.is_published for each in told_here if each.pk == pk)
    of = [each for each in told_here if each.is_published or is_draft]
    files = [file for found in files_of_many(of).values() for file in found]
    if recorded:
        files = _files_then(files, disasters, recorded)
    areas = _areas(disasters, then)
    return {
        "disasters": disasters,
        "areas": areas,
        "map": _map(areas),
        "bulletins": bulletins_of(viewer_of(user), disasters=disasters, **then),
        "marks": queries.marks_of(disasters=disasters, **then),
        "following": queries.following(disasters=disasters),
        "files": files_by_kind(files, drafted=is_draft),
        "withdrawn_files": queries.withdrawn_files_of(disasters=disasters, **then) if then else [],
    }


@kept_for_visitors(Disaster, DisasterPeriod, SupportRecord, SupportRecordVersion, SupportSum)
def figures_here(user, pk: int, disasters: tuple[int, ...], moments: Moments) -> list[FigureValue]:
    """The sums over the records of a disaster and of these that are told with it."""
    return figures_told(Scope(disaster=pk), moments, list(disasters))


def _files_then(files: list[StoredFile], disasters: list[int], recorded) -> list[StoredFile]:
    """Those that were there, with what was said of them at that moment."""
    found = queries.earlier_words_of(disasters=disasters, recorded=recorded)
    earlier = {words.file_id: words for words in found}
    there = [file for file in files if file.created_at <= recorded]
    for file in there:
        if words := earlier.get(file.pk):
            for column in WORDS:
                setattr(file, column, getattr(words, column))
    return there


def told_by_other(disaster: Disaster, moments: Moments) -> int | None:
    """The disaster on whose page it is told, now or on the recorded day; a merge can be undone."""
    return wholes_at(moments.recorded).get(disaster.pk) if moments.recorded else disaster.merged_into_id


def was_told(disaster: Disaster, moments: Moments) -> bool:
    """Whether the site showed it at all on the recorded day."""
    if moments.recorded is None:
        return True
    return Disaster.objects.standing(moments.recorded).filter(pk=disaster.pk).exists()


def _parent(disaster: Disaster) -> Disaster | None:
    """Only where everybody reads it, also on the page of another."""
    parent = disaster.parent
    if parent is None or not parent.is_published:
        return None
    if parent.merged_into_id and not Disaster.objects.told_in_public().filter(pk=parent.pk).exists():
        return None
    return parent


def _areas(disasters: list[int], then: dict) -> list[AffectedArea]:
    """Each body once, in the order of their codes."""
    areas = queries.areas_of(disasters=disasters, **then)
    return list({area.local_government_id: area for area in areas}.values())


def _wholes(statements, figures) -> list[Whole]:
    here = {told.record_id for told in statements}
    parts: dict[int, list[StatementVersion]] = {}
    for told in statements:
        parts.setdefault(told.part_of_id if told.part_of_id in here else 0, []).append(told)
    wholes = [
        Whole(told, parts.get(told.record_id, []), compare(told, figures) if figures else "")
        for told in parts.get(0, [])
    ]
    newest_first = sorted(wholes, key=lambda each: each.told.as_of or datetime.date.min, reverse=True)
    return sorted(newest_first, key=lambda each: not each.parts)


def _by_type(records, figures) -> list[Part]:
    found = []
    for name, (label, kinds) in TYPES.items():
        rows = [told for told in records if told.kind in kinds]
        if rows:
            keys = FIGURES.get(name, kinds)
            shown = [each for each in figures if each.known and each.figure.key.startswith(keys)]
            found.append(Part(name, label, rows, shown))
    return found


def _map(areas) -> TileMap | None:
    numbers: dict[str, int] = {}
    for area in areas:
        prefecture = area.local_government.prefecture
        numbers[prefecture] = numbers.get(prefecture, 0) + 1
    if len(areas) < MAP_FROM:
        return None
    return tile_map(numbers, "", unit="団体", bounds=BOUNDS, links_to_none=False)


def _sources(rows) -> dict[str, int]:
    """Each source once, numbered in the order of its first use."""
    return {text: number for number, text in enumerate(dict.fromkeys(row.source for row in rows), 1)}
