"""The columns of a table that a question asks for (表): each is typed as a question is."""

import datetime
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from correspondence.questions.kinds import KINDS, YES_OR_NO, Kind, Stored

MOST_COLUMNS, MOST_ROWS = 8, 20
MOST_TABLE_COLUMNS = 40  # of all tables of an item together: 800 cells
KINDS_OF_COLUMNS = (Kind.TEXT, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.CHOICE, Kind.YES_NO)


@dataclass
class TableColumn:
    name: str
    kind: str
    unit: str = ""
    required: bool = False
    options: list[str] = field(default_factory=list)

    def __str__(self):
        return self.name

    @property
    def as_json(self) -> dict:
        return asdict(self)

    @property
    def label(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return f"{self.name}（{self.unit}）" if self.unit else self.name

    @property
    def choices(self) -> list[str]:
        return YES_OR_NO if self.kind == Kind.YES_NO else self.options

    def get_kind_display(self) -> str:
        return Kind(self.kind).label

    @property
    def is_number(self) -> bool:
        return KINDS[self.kind].column == "number"

    @property
    def in_words(self) -> str:
        """Its name with what is asked: 数量(数、単位 個、必須)."""
        about = [self.get_kind_display()]
        if self.unit:
            about.append(f"単位 {self.unit}")
        if self.options:
            about.append(f"選択肢 {'/'.join(self.options)}")
        if self.required:
            about.append("必須")
        return f"{self.name}（{'、'.join(about)}）"

    def value(self, cell: str):
        """What a form field takes, of a cell as it is kept."""
        match KINDS[self.kind].column:
            case "number":
                return Decimal(cell) if cell else None
            case "date":
                return datetime.date.fromisoformat(cell) if cell else None
        return cell

    def _stored(self, cell: str) -> Stored:
        return Stored(**KINDS[self.kind].store(self.value(cell)))

    def shown(self, cell: str) -> str:
        return KINDS[self.kind].shown(self.unit, self._stored(cell))

    def sheet_cell(self, cell: str):
        return KINDS[self.kind].cell(self._stored(cell)) if cell else None


def shown_rows(columns: list[TableColumn], rows: list[list[str]]) -> list[list[str]]:
    """The cells of a table as people read them."""
    return [[column.shown(cell) for column, cell in zip(columns, row, strict=True)] for row in rows]


def carried_over(
    rows: list[list[str]], before: list[TableColumn], after: list[TableColumn]
) -> list[list[str]]:
    """The rows of an earlier version of a question under its columns of now; others are empty."""
    places = {(column.name, column.kind): place for place, column in enumerate(before)}
    found = [places.get((column.name, column.kind)) for column in after]
    return [["" if place is None else row[place] for place in found] for row in rows]
