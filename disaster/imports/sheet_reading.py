"""Tables of support that people hand in."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from common.spreadsheets import reading
from common.spreadsheets.reading import Table
from disaster.entry import columns
from disaster.imports.support_sheet import OWN
from members.import_export.reading import titles_found


def read_support(upload: UploadedFile) -> Table:
    """The records or statements in a file; raises ValidationError where there are none."""
    known = [reading.title_of(title) for title in (*OWN, *columns.HEADINGS)]
    table = reading.read_table(upload, known=known)
    if sum(columns.field_of(title) is not None for title in table.header) < 2:
        raise ValidationError(
            f"「支援した団体」「支援先」などの列がありません。見出しの行があるか確かめてください。"
            f"{titles_found(table)}"
        )
    _refuse_repeated_columns(table)
    return table


def _refuse_repeated_columns(table: Table) -> None:
    """Two titles of one field, as 金額 and 金額（千円）, would contradict each other."""
    first: dict[str, str] = {}
    for title in table.header:
        name = columns.field_of(title)
        if name in first:
            raise ValidationError(
                f"「{first[name]}」と「{title}」は同じ内容の列です。1つだけ残してください。"
            )
        if name:
            first[name] = title
