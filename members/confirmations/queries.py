from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, Subquery

from common.compiled_queries.compiled import compiled
from members.confirmations.models import ConfirmationEntry
from members.local_governments.prefectures import CODE_OF, in_prefecture_order
from members.organizations.models import Organization
from members.sections.models import Section

State = ConfirmationEntry.State
ORGANIZATION = "section__organization__"
PREFECTURE_ORDER = in_prefecture_order(f"{ORGANIZATION}prefecture")
# the five answers of the table: key in the query string, word, condition, tone of its tag
OUTCOMES = (
    ("unchanged", "変更なし", Q(state=State.UNCHANGED), "success"),
    ("corrected", "修正あり", Q(state=State.CORRECTED), "key"),
    ("moving", "異動", Q(state=State.MOVING), "key"),
    ("bounced", "不達", Q(state=State.WAITING, bounced_at__isnull=False), "error"),
    ("waiting", "未回答", Q(state=State.WAITING, bounced_at__isnull=True), "warning"),
)
ANSWERED = ("unchanged", "corrected", "moving")
CONDITIONS = {key: condition for key, _, condition, _ in OUTCOMES}
TONES = {word: tone for _, word, _, tone in OUTCOMES}


MOST_NAMED = 200  # whom a round cannot reach: as many as a page names


def sections_to_ask():
    """The sections that a round begun now would ask: the open ones of members."""
    return Section.objects.open().filter(organization__in=Organization.objects.members())


@dataclass(frozen=True)
class Reach:
    """Whom a round begun now would mail, and whom it would not reach (届かないところ)."""

    sections: int
    organizations: int
    bounced_count: int
    without_count: int

    @property
    def bounced(self) -> list[Section]:
        """Sections whose last mail did not arrive, from the north; the first of them."""
        rows = sections_to_ask().filter(bounced_at__isnull=False)
        return list(rows.select_related("organization").order_by(*_from_north("organization__"))[:MOST_NAMED])

    @property
    def without(self) -> list[Organization]:
        """Members without a section that could be asked; the first of them."""
        return list(_without_section().order_by(*_from_north())[:MOST_NAMED])


def _from_north(path: str = "") -> list[str]:
    return [f"{path}local_government__code", f"{path}name_kana", f"{path}pk"]


def _without_section():
    return Organization.objects.members().exclude(pk__in=Section.objects.open().values("organization"))


def reach_of_round() -> Reach:
    """Counted in two queries; who they are is asked where a page names them."""
    counts = sections_to_ask().aggregate(
        sections=Count("pk"),
        organizations=Count("organization", distinct=True),
        bounced_count=Count("pk", filter=Q(bounced_at__isnull=False)),
    )
    return Reach(**counts, without_count=_without_section().count())


@dataclass(frozen=True)
class ConfirmationResult:
    """One line of the table: how many sections gave which answer."""

    name: str
    code: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def answered(self) -> int:
        return sum(self.counts[: len(ANSWERED)])

    @property
    def percent(self) -> int:
        """Answered of all, rounded down: 100 only where everybody has."""
        return self.answered * 100 // self.total if self.total else 0

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        """(key, word, count) in the order of the table."""
        return [(key, word, count) for (key, word, *_), count in zip(OUTCOMES, self.counts, strict=True)]

    @property
    def bars(self) -> list[tuple[str, str, int, float, float]]:
        """(key, word, count, start, width) in percent, for a bar of the whole."""
        start, found = 0.0, []
        for key, word, count in self.cells:
            width = count * 100 / self.total if self.total else 0
            found.append((key, word, count, round(start, 2), round(width, 2)))
            start += width
        return found


def confirmation_results(confirmation_round) -> tuple[list[ConfirmationResult], ConfirmationResult]:
    """A line for each prefecture with an entry, and the sum of all; one query."""
    counts = {key: Count("pk", filter=condition) for key, condition in CONDITIONS.items()}
    rows = (
        confirmation_round.entries.counted()
        .values(name=F(f"{ORGANIZATION}prefecture"))
        .annotate(**counts, place=PREFECTURE_ORDER)
        .order_by(F("place").asc(nulls_last=True), "name")
    )
    lines = [
        ConfirmationResult(
            row["name"] or "所在地不明", CODE_OF.get(row["name"], ""), tuple(row[key] for key in counts)
        )
        for row in rows
    ]
    whole = tuple(sum(line.counts[at] for line in lines) for at in range(len(OUTCOMES)))
    return lines, ConfirmationResult("合計", "", whole)


def confirmation_status_of(user) -> tuple[bool, int]:
    """Whether they are asked to confirm; how many section mailboxes of their organisation are not reached.

    In a round they are asked for what they answer for, otherwise once a year.
    """
    organization = user.organization
    sections = _sections_with_answers(organization=organization.pk)
    bounced = sum(bounced_at is not None for _, bounced_at, _ in sections)
    if not user.acts_for_section:
        return False, bounced
    if not any(answer for *_, answer in sections):
        return organization.confirmation_is_due, bounced
    own = [answer for pk, _, answer in sections if user.is_representative or pk == user.section_id]
    return ConfirmationEntry.State.WAITING in own, bounced


@compiled
def _sections_with_answers(*, organization):
    """Key, when its mail came back, and what it answers in the running round."""
    asked = ConfirmationEntry.objects.running().filter(section=OuterRef("pk")).values("state")
    sections = Section.objects.open().filter(organization=organization).annotate(answer=Subquery(asked))
    return sections.values_list("pk", "bounced_at", "answer")


def running_entries_of(organization):
    """What the running round asks its sections, answered or not."""
    asked = ConfirmationEntry.objects.running().of_sections_today().filter(section__organization=organization)
    return asked.select_related("round", "section").order_by("section_id")
