"""Lines of a CSV or of text with tabs: UTF-8 or what Excel in Japan saves (cp932)."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.core.exceptions import ValidationError

from common.spreadsheets.errors import PASTE_VALUES, CellPlace, FileErrors
from common.spreadsheets.limits import MAX_COLUMNS, MAX_LINES

_KEPT = re.compile(r'="([^"]*)"')  # what people write to keep a leading zero in Excel
_QUOTED = re.compile("'+[=+\\-@＝＋－＠\t\r]")  # what writing.py puts before a text that looks like a formula
_BROKEN = (
    'CSVとして読めません。引用符（"）が閉じていないか、1つのセルが長すぎます。'
    "Excelで開き、「CSV UTF-8」として保存し直してください。"
)


def csv_lines(file: BinaryIO, sheet: str, wrong: FileErrors) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of every line, empty ones too; a line may hold line breaks inside quotes."""
    file.seek(0)
    written = _decoded(file.read())
    head = written.lstrip().partition("\n")[0]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if number > MAX_LINES:
                raise ValidationError(f"{MAX_LINES:,}行より多くの行があります。空の行を削除してください。")
            if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
                raise ValidationError(f"列が多すぎます。{MAX_COLUMNS}列までにしてください。")
            yield (
                number,
                [
                    _text(cell, CellPlace(column, number), wrong)
                    for column, cell in enumerate(cells[:MAX_COLUMNS], 1)
                ],
            )
    except csv.Error as error:
        raise ValidationError(_BROKEN) from error


def _decoded(data: bytes) -> str:
    """As text; the kind of the file was checked: it is one of the two."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")


def _text(cell: str, place: CellPlace, wrong: FileErrors) -> str:
    if found := _KEPT.fullmatch(cell):
        return found[1]
    if _QUOTED.match(cell):
        return cell[1:]
    if cell.startswith("="):
        wrong.add(place, PASTE_VALUES)
        return ""
    return cell
