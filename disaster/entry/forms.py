"""A table of rows that are recorded together: typed, copied from a row, or pasted from Excel."""

import csv
import io
import unicodedata
from collections import Counter

from django import forms

from common.fields import JapaneseDateField, LineField
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import YearOf
from disaster.entry import columns
from disaster.entry.columns import GROUP_OF, GROUPS, STATEMENT_LINE
from disaster.statements.forms import StatementForm
from disaster.statements.models import Statement
from disaster.statements.rules import Doubts
from disaster.support_records.forms import ToldForm
from disaster.support_records.models import Kind, SupportRecord

MAX_ROWS = 100
MAX_PASTED = 200_000
TOO_MANY = (
    f"一度に入力できるのは{MAX_ROWS}行までです。続きは分けて入力するか、ファイルから取り込んでください。"
)
UNREADABLE = (
    '貼り付けた内容を読めません。引用符（"）が閉じていないか、1つのセルが長すぎます。'
    "Excelの行をもう一度コピーして貼り付けてください。"
)
STATEMENTS = "公表値"
FIRST_ROWS = {"money": 1, "staff": 1}


class SharedForm(IdempotentForm):
    """What holds for all rows whose own cell is empty, and the block that was copied from Excel."""

    source = LineField(
        label="すべての行の出典",
        required=False,
        max_length=500,
        help_text="行ごとに違うときは、行の「そのほかの項目」に入力します。",
    )
    as_of = JapaneseDateField(label="いつ時点の記録か", required=False, year=YearOf.LAST)
    pasted = forms.CharField(
        label="Excelから貼り付ける",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Excelの行をコピーして貼り付け、「表に入れる」を押します。1行目に見出しを入れてください。",
    )


class TwoPartMixin:
    """One record as it is typed: what stands in its line, and what is folded below."""

    apart: tuple[str, ...] = ("kind", "amount_again", "confirmed")  # they have places of their own

    @property
    def shown(self) -> list:
        return [self[name] for name in self.line]

    @property
    def folded(self) -> list:
        apart = {*self.line, *self.apart}
        return [field for field in self if field.name not in apart]

    @property
    def is_open(self) -> bool:
        """Whether an error hides in what is folded."""
        return self.is_bound and any(field.errors for field in self.folded)

    @property
    def asks_amount_again(self) -> bool:
        return bool(self["amount_again"].value() or (self.is_bound and self["amount_again"].errors))


class SupportRowForm(TwoPartMixin, ToldForm):
    of, group = SupportRecord, "other"

    @property
    def line(self) -> tuple[str, ...]:
        return GROUPS[self.group][2]


class StatementRowForm(TwoPartMixin, StatementForm):
    of = Statement
    line = ("is_part", *STATEMENT_LINE)


class RowTable:
    """The rows of one page; `data` is what was posted, None for empty rows to begin with.

    `options` are for each form.
    """

    def __init__(self, form_class, *, disaster, data=None, **options):
        self.form_class, self.disaster, self.data, self.options = form_class, disaster, data, options
        self.shared = SharedForm(data)
        self.refusals: list[str] = []
        self.newest = -1  # where the first of the rows stands that a button added
        self.rows = self._posted() if data is not None else self._first()
        self.is_checked = False
        self._make()

    @property
    def is_of_statements(self) -> bool:
        return self.form_class.of is Statement

    # --- what stands in it --------------------------------------------------------------------------------

    def _first(self) -> list[dict]:
        if self.is_of_statements:
            return [
                {"group": "staff"},
                {"group": "staff", "is_part": "on"},
                {"group": "staff", "is_part": "on"},
            ]
        return [{"group": group} for group, number in FIRST_ROWS.items() for _ in range(number)]

    def _posted(self) -> list[dict]:
        numbers = sorted({int(name.split("-")[1]) for name in self.data if _is_of_row(name)})
        if len(numbers) > MAX_ROWS:
            self.refusals.append(TOO_MANY)
        return [self._row(number) for number in numbers[:MAX_ROWS]]

    def _row(self, number: int) -> dict:
        prefix = f"row-{number}-"
        return {name.removeprefix(prefix): self.data[name] for name in self.data if name.startswith(prefix)}

    def edit(self, posted) -> bool:
        """What the buttons of the table do; False where the rows are to be recorded."""
        copied = posted.get("copy", "")
        if "more" in posted:
            self.add(posted["more"], _count(posted.get(f"number-{posted['more']}", "")))
        elif copied.isascii() and copied.isdigit():
            self.copy(int(copied[:5]))
        elif "paste" in posted:
            self.paste(posted.get("pasted", ""))
        else:
            return False
        return True

    def add(self, group: str, number: int = 1) -> None:
        self._insert(
            len(self.rows), [{"group": group if group in GROUPS else "staff"} for _ in range(number)]
        )

    def copy(self, number: int) -> None:
        """Once more below itself, without what was confirmed."""
        if 0 <= number < len(self.rows):
            copied = {name: text for name, text in self.rows[number].items() if name != "confirmed"}
            self._insert(number + 1, [copied])

    def paste(self, block: str) -> None:
        """The rows of a block in the place of those that are empty."""
        if len(block) > MAX_PASTED:
            self.refusals.append(TOO_MANY)
            return
        reader = csv.reader(io.StringIO(block, newline=""), delimiter="\t", strict=True)
        try:
            lines = [cells for cells in reader if any(cells)]
        except csv.Error:
            self.refusals.append(UNREADABLE)
            return
        if not lines:
            self.refusals.append(
                "貼り付けた内容がありません。Excelの行をコピーして、欄に貼り付けてください。"
            )
            return
        header = [columns.field_of(title) for title in lines[0]]
        if sum(map(bool, header)) < 2:
            known = "、".join(list(columns.HEADINGS)[:8])
            self.refusals.append(
                f"1行目に見出しがありません。「{known}」などの見出しも一緒に貼り付けてください。"
            )
            return
        if lost := [
            title for title, name in zip(lines[0], header, strict=True) if title.strip() and not name
        ]:
            self.refusals.append(f"次の列は表に入れていません: {'、'.join(lost)[:200]}")
        self.rows = [row for row in self.rows if not self._is_blank(row)]
        self._insert(len(self.rows), [self._pasted(columns.typed(lines[0], cells)) for cells in lines[1:]])

    def _pasted(self, row: dict) -> dict:
        kind = row.get("kind") or _kind_of(row)
        return {"kind": kind, **row, "group": GROUP_OF.get(kind, "other")}

    def _insert(self, at: int, rows: list[dict]) -> None:
        if len(self.rows) + len(rows) > MAX_ROWS:
            self.refusals.append(TOO_MANY)
            return
        self.rows[at:at] = rows
        self.newest = at
        self._make()

    def _is_blank(self, row: dict) -> bool:
        """Nothing but what a new row begins with."""
        begins = {"group", "kind", "state", "is_part", "confirmed", "giver", "window", "length", "basis"}
        return not any(text.strip() for name, text in row.items() if name not in begins)

    # --- the forms ----------------------------------------------------------------------------------------

    def _make(self, *, bound: bool = False) -> None:
        """A form of each row; before it is to be recorded nothing is said to be wrong."""
        names: dict = {}
        self.forms = []
        places: Counter[str] = Counter()
        for number, row in enumerate(self.rows):
            group = row["group"] = row.get("group") if row.get("group") in GROUPS else "other"
            row.setdefault("kind", GROUPS[group][1][0])
            data = {f"row-{number}-{name}": text for name, text in row.items()}
            form = self.form_class(
                data if bound and not self._is_blank(row) else None,
                initial=row,
                prefix=f"row-{number}",
                disaster=self.disaster,
                names=names,
                **self.options,
            )
            form.group, form.number, form.is_blank = group, number, self._is_blank(row)
            places[group] += 1
            form.place = f"{self._heading(group)} {places[group]}行目"
            form.fields["kind"].choices = _kinds_of(form, self.is_of_statements)
            if number == self.newest:
                form.fields[form.line[0]].widget.attrs["autofocus"] = True
            self.forms.append(form)

    def _heading(self, group: str) -> str:
        return STATEMENTS if self.is_of_statements else GROUPS[group][0]

    def is_valid(self) -> bool:
        """Errors and questions of all rows that hold something; there must be one."""
        self.is_checked = True
        self._make(bound=True)
        is_valid = self.shared.is_valid()
        shared = getattr(self.shared, "cleaned_data", {})
        doubts = Doubts(self.form_class.of, self.disaster)
        for form in self.filled:
            form.shared = shared
            if form.is_valid():
                form.ask(doubts)
            is_valid = form.is_valid() and is_valid
        if not self.filled:
            self.refusals.append("記録する行がありません。1行以上入力してください。")
        return is_valid and not self.refusals

    @property
    def filled(self) -> list:
        return [form for form in self.forms if not form.is_blank]

    @property
    def wrong(self) -> list:
        return [form for form in self.filled if self.is_checked and form.errors]

    @property
    def sections(self) -> list:
        """(group, heading, forms) as the page shows them."""
        if self.is_of_statements:
            return [("staff", STATEMENTS, self.forms)]
        return [
            (name, self._heading(name), [form for form in self.forms if form.group == name])
            for name in GROUPS
        ]


def _is_of_row(name: str) -> bool:
    start, _, rest = name.partition("-")
    number = rest.partition("-")[0]
    return start == "row" and number.isascii() and number.isdigit() and len(number) < 5


def _count(text: str) -> int:
    """How many rows to add; one where that is no number."""
    text = unicodedata.normalize("NFKC", text[:10]).strip()
    return min(max(int(text), 1), MAX_ROWS) if text.isascii() and text.isdigit() else 1


def _kind_of(row: dict) -> str:
    """What a pasted row without a kind is about."""
    if "amount_yen" in row:
        return Kind.RECOVERY
    if "item" in row or "quantity" in row:
        return Kind.GOODS
    return Kind.STAFF if "people" in row else Kind.OTHER


def _kinds_of(form, is_of_statements: bool) -> list:
    kinds = list(Kind) if is_of_statements else GROUPS[form.group][1]
    return [(kind.value, kind.label) for kind in kinds]
