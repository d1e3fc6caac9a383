"""Which column of a pasted or uploaded table is which field, and which fields a row of a kind shows."""

import unicodedata

from disaster.statements.forms import StatementForm
from disaster.support_records.forms import LABEL
from disaster.support_records.models import Kind

FORMER = {"出し手の区分": "giver"}  # in files that were saved earlier
HEADINGS = {label: name for name, label in LABEL.items() if name in StatementForm.columns} | {
    "支援の種類": "kind",
    "支援した団体": "sender",
    "支援した区の団体コード": "sender_government",
    "支援した区": "sender_government",
    "支援先の団体コード": "recipient_government",
    "支援先の自治体": "recipient_government",
    "金額": "amount_yen",
    "金額をもう一度": "amount_again",
    "内容と量": "content",
    "時点": "as_of",
    "年度": "fiscal_year",
    "内訳として含む公表値": "is_part",
    "公表日": "published_on",
    "出典の中の場所": "place_in_source",
}


def _key(title: str) -> str:
    return "".join(unicodedata.normalize("NFKC", title).split()).strip("*※")


BY_HEADING = {_key(title): name for title, name in (FORMER | HEADINGS).items()}
THOUSANDS = "千円"
NO = ("いいえ", "×", "0")
SAID_UNKNOWN = {"amount_yen": ("未確認",), "people": ("不明",), "is_partial": NO}
WORDS = {
    name: dict(field.choices)
    for name, field in StatementForm.base_fields.items()
    if hasattr(field, "choices")
}
CHOICES = {name: {_key(label): value for value, label in words.items()} for name, words in WORDS.items()}


def field_of(title: str) -> str | None:
    key = _key(title)
    if key.startswith("金額("):  # 金額(円), 金額(単位:千円)
        return "amount_yen"
    return BY_HEADING.get(key)


def typed(header: list[str], cells: list[str]) -> dict[str, str]:
    """The cells as a form takes them; words of a choice become its value, thousands say so."""
    row: dict[str, str] = {}
    for title, cell in zip(header, cells, strict=False):
        name, cell = field_of(title), cell.strip()
        if not name or not cell or cell in SAID_UNKNOWN.get(name, ()):
            continue
        if name == "amount_yen" and THOUSANDS in _key(title) and "円" not in cell:
            cell += THOUSANDS
        row[name] = CHOICES.get(name, {}).get(_key(cell), cell)
    return row


def in_words(name: str, text: str) -> str:
    """What was typed into a field, as people read it."""
    return str(WORDS.get(name, {}).get(text, text))


# group of kinds: (heading, kinds, columns that stand in the table); the others are folded below the row
GROUPS = {
    "money": (
        "復興支援金・義援金",
        (Kind.RECOVERY, Kind.DONATION),
        ("kind", "sender", "recipient", "amount_yen", "period_start", "state"),
    ),
    "staff": (
        "職員派遣",
        (Kind.STAFF,),
        ("sender", "recipient", "people", "basis", "period_start", "period_end", "job", "state"),
    ),
    "goods": ("物資", (Kind.GOODS,), ("sender", "recipient", "item", "quantity", "unit", "content")),
    "other": (
        "その他の支援",
        (Kind.WASTE, Kind.VEHICLES, Kind.CLERICAL, Kind.OTHER),
        ("kind", "sender", "recipient", "content", "people", "basis", "quantity", "unit"),
    ),
}
STATEMENT_LINE = ("kind", "sender", "amount_yen", "people", "basis", "state", "window")
GROUP_OF = {kind: name for name, (_, kinds, _) in GROUPS.items() for kind in kinds}


def line_of(kind: str) -> tuple[str, ...]:
    """The fields of one record that stand in its line, its kind first."""
    return tuple(dict.fromkeys(("kind", *GROUPS[GROUP_OF[kind]][2])))
