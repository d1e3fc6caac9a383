"""How a confirmation round stands (登録内容の確認の集計): per prefecture, as a list, as a sheet."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, F, Func, IntegerField, Q, Value
from django.db.models.functions import Concat

from members.directory import options
from members.models import RoundEntry
from members.models.local_government import plain_reading
from members.prefectures import CODE_OF, NAME_OF, NAMES
from office.templatetags.office import wareki_time

State = RoundEntry.State
OF = "section__organization__"
PREFECTURE_ORDER = Func(
    Value(NAMES, output_field=ArrayField(CharField())),
    F(f"{OF}prefecture"),
    function="array_position",
    output_field=IntegerField(),
)
# the five answers of the table: key in the query string, word, condition, tone of its tag
OUTCOMES = (
    ("unchanged", "変更なし", Q(state=State.UNCHANGED), "success"),
    ("corrected", "修正あり", Q(state=State.CORRECTED), "key"),
    ("moving", "異動", Q(state=State.MOVING), "key"),
    ("bounced", "不達", Q(state=State.WAITING, bounced_at__isnull=False), "error"),
    ("waiting", "未回答", Q(state=State.WAITING, bounced_at__isnull=True), "warning"),
)
ANSWERED = ("unchanged", "corrected", "moving")
CONDITION = {key: condition for key, _, condition, _ in OUTCOMES}
TONE = {word: tone for _, word, _, tone in OUTCOMES}


@dataclass(frozen=True)
class Standing:
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


def standings(begun) -> tuple[list[Standing], Standing]:
    """A line for each prefecture with an entry, and the sum of all; one query."""
    counts = {key: Count("pk", filter=condition) for key, condition in CONDITION.items()}
    rows = (
        begun.entries.counted()
        .values(name=F(f"{OF}prefecture"))
        .annotate(**counts, place=PREFECTURE_ORDER)
        .order_by(F("place").asc(nulls_last=True), "name")
    )
    lines = [
        Standing(row["name"] or "所在地不明", CODE_OF.get(row["name"], ""), tuple(row[key] for key in counts))
        for row in rows
    ]
    whole = tuple(sum(line.counts[at] for line in lines) for at in range(len(OUTCOMES)))
    return lines, Standing("合計", "", whole)


class EntryFilter:
    """What the query string asks for; anything unknown is ignored."""

    def __init__(self, query):
        state = query.get("state", "")
        self.state = state if state in CONDITION or state == "answered" else ""
        prefecture = query.get("prefecture", "")
        self.prefecture = prefecture if prefecture in NAME_OF else ""
        self.q = query.get("q", "")[:60].replace("\0", "").strip()
        states = [("answered", "回答済み"), *((key, word) for key, word, *_ in OUTCOMES)]
        self.state_options = options(tuple(states), self.state)
        self.prefecture_options = options(tuple(NAME_OF.items()), self.prefecture)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state or self.prefecture or self.q)

    def entries(self, begun):
        rows = in_order(begun.entries.counted())
        if self.state == "answered":
            rows = rows.exclude(state=State.WAITING)
        elif self.state:
            rows = rows.filter(CONDITION[self.state])
        if self.prefecture:
            rows = rows.filter(**{f"{OF}prefecture": NAME_OF[self.prefecture]})
        if self.q:
            words = plain_reading(self.q)
            rows = rows.annotate(
                whole_name=Concat(f"{OF}prefecture", f"{OF}name", Value(" "), "section__name")
            ).filter(
                Q(whole_name__contains=self.q)
                | Q(**{f"{OF}name_kana__contains": words})
                | Q(section__mailbox__icontains=self.q)
            )
        return rows


def in_order(entries):
    """By prefecture, code, section; with what a row of a list shows."""
    return entries.select_related("section__organization__local_government", "answered_by").order_by(
        PREFECTURE_ORDER, F(f"{OF}local_government__code").asc(nulls_last=True), f"{OF}name_kana", "section"
    )


SHEET_HEADER = [
    "団体コード",
    "都道府県",
    "団体名",
    "担当部署",
    "共通アドレス",
    "電話番号",
    "結果",
    "回答日時",
    "回答者",
    "最後のメール",
    "済んだ督促",
]
TEXT_COLUMNS = (0, 5)


def sheet_rows(entries):
    """One row for each section, in the order of the list."""
    for entry in entries.iterator(chunk_size=500):
        section, organization = entry.section, entry.section.organization
        yield [
            organization.local_government.code if organization.local_government_id else "",
            organization.prefecture,
            organization.name,
            section.name,
            section.mailbox,
            section.telephone,
            entry.outcome,
            wareki_time(entry.answered_at) if entry.answered_at else "",
            entry.answered_name,
            wareki_time(entry.mailed_at) if entry.mailed_at else "",
            entry.reminders,
        ]
