"""The sheets on their way out: what is registered, empty ones to fill in, all three in one workbook."""

from django.http import HttpResponseBase

from common.japanese_calendar import today
from common.spreadsheets.writing import Sheet as Worksheet
from common.spreadsheets.writing import csv_response, workbook_response
from common.spreadsheets.xlsx import EXPLANATION_SHEET
from members.member_sheets.columns import EMPTY
from members.member_sheets.sheet import Sheet
from members.member_sheets.sheets import IMPORTED_SHEETS, SHEETS

RULES = (
    "行がなくても、登録は削除されません。",
    "空のセルは、今の登録内容を変えません。",
    f"登録内容を消すときは、セルに「{EMPTY}」と入力してください。",
    "列の順番は自由です。使わない列は削除してもかまいません。",
    "数式は使えません。値だけを貼り付けてください。",
    "取り込む前に、新規・変更・エラーを画面で確かめられます。1行でもエラーがあると、何も書き込みません。",
)
_DAYS = ("joined_on", "withdrawn_on")


def _text_columns(sheet: type[Sheet]) -> list[int]:
    return [at for at, column in enumerate(sheet.columns) if column.name not in (*_DAYS, "number")]


def worksheet(sheet: type[Sheet], queryset=None) -> Worksheet:
    """What is registered, a row for each."""
    return Worksheet(sheet.title, sheet.titles(), sheet.rows(queryset), _text_columns(sheet))


def explanation(sheets) -> Worksheet:
    """How each column is filled in."""
    rows = [["すべての表", "", "", rule, ""] for rule in RULES]
    for sheet in sheets:
        rows += [
            [sheet.title, column.title, "必要" if column.needed else "", column.hint, column.example]
            for column in sheet.columns
        ]
    return Worksheet(EXPLANATION_SHEET, ["表", "列", "新しい行", "入力のしかた", "例"], rows, (4,))


def sheet_response(sheet: type[Sheet], kind: str, queryset=None) -> HttpResponseBase:
    """One sheet as XLSX or CSV."""
    name = f"{sheet.title}_{today():%Y%m%d}"
    made = worksheet(sheet, queryset)
    if kind == "csv":
        return csv_response(name, made.header, made.rows, text_columns=made.text_columns)
    return workbook_response(name, [made, explanation([sheet])] if sheet.is_imported else [made])


def template_response(sheet: type[Sheet]) -> HttpResponseBase:
    """The titles alone; the worksheet beside them says how to fill in."""
    empty = Worksheet(sheet.title, sheet.titles(), [], _text_columns(sheet))
    return workbook_response(f"{sheet.title}_ひな形", [empty, explanation([sheet])])


def ledger_response() -> HttpResponseBase:
    """All three sheets (会員台帳)."""
    sheets = [*map(worksheet, SHEETS.values()), explanation(IMPORTED_SHEETS.values())]
    return workbook_response(f"会員台帳_{today():%Y%m%d}", sheets)
