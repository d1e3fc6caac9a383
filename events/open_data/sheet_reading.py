"""Tables of events that people hand in (CSV, XLSX)."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from common.spreadsheets import reading
from common.spreadsheets.reading import Table
from events.open_data.columns import BY_NAME, COLUMNS
from events.open_data.event_sheet import EventSheet
from members.import_export.reading import titles_found

_SEEN = ("NO", "都道府県コード又は市区町村コード", "市区町村名", "都道府県名", "料金(基本)")
_NEVER_TWICE = {"code", "number"} | {column.name for column in COLUMNS if column.writes}


def read_events(upload: UploadedFile) -> Table:
    """The table of events in a file; raises ValidationError where there is none."""
    table = reading.read_table(upload, sheet=EventSheet.title, known=[*EventSheet.titles(), *_SEEN])
    if EventSheet.column_of(BY_NAME["title"].title) not in map(EventSheet.column_of, table.header):
        raise ValidationError(
            f"「{BY_NAME['title'].title}」の列がありません。見出しの行があるか確かめてください。"
            f"{titles_found(table)}"
        )
    _refuse_repeated_columns(table)
    return table


def _refuse_repeated_columns(table: Table) -> None:
    """Two titles of one column, as NO and ID, would contradict each other."""
    first: dict[str, str] = {}
    for title in table.header:
        column = EventSheet.column_of(title)
        if column is None or not column.value:
            continue
        if column.name in first and column.name in _NEVER_TWICE:
            raise ValidationError(
                f"「{first[column.name]}」と「{title}」は同じ内容の列です。1つだけ残してください。"
            )
        first.setdefault(column.name, title)
