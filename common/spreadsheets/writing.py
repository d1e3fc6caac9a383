"""Lists as XLSX and CSV: codes stay text, no cell starts a formula, long lists stream."""

import csv
import datetime
import itertools
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from common.spreadsheets.xlsx import ESCAPED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SAMPLE = 200  # rows looked at for the widths
_WIDEST = 60
_CELL = 32_767  # Excel's limit
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# what a spreadsheet may take for the start of a formula, full width too (Japanese Excel)
_FORMULA = re.compile("'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]")
_CSV_CHUNK = 500
_FIRST_DAY = datetime.date(1900, 3, 1)  # Excel shows ##### for what is earlier, as 明治22年4月1日


def xlsx_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]], *, text_columns: Sequence[int] = ()
) -> FileResponse:
    """A workbook of one sheet with frozen header; `text_columns` are 0-based columns kept as text (codes).

    Rows are read one by one into a file on disk: give an iterator for a long list.
    """
    return workbook_response(filename, [Sheet(filename, header, rows, text_columns)])


@dataclass(frozen=True)
class Sheet:
    """One worksheet of a workbook; `text_columns` as in `xlsx_response`."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
    text_columns: Sequence[int] = ()


def workbook_response(filename: str, sheets: Iterable[Sheet]) -> FileResponse:
    """A workbook of several sheets, in their order."""
    return FileResponse(
        workbook_file(sheets), as_attachment=True, filename=f"{filename}.xlsx", content_type=XLSX
    )


def workbook_file(sheets: Iterable[Sheet]) -> BinaryIO:
    """The same as a file without a name, which goes when it is closed."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book.create_sheet(_sheet_title(sheet.title)), sheet)
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  whoever is given it closes it
    book.save(file)
    file.seek(0)
    return file


def _fill(worksheet: Any, sheet: Sheet) -> None:
    rows = iter(sheet.rows)
    sample = list(itertools.islice(rows, _SAMPLE))
    for column, width in enumerate(_widths(sheet.header, sample), 1):
        worksheet.column_dimensions[get_column_letter(column)].width = width
    worksheet.freeze_panes = "A2"
    worksheet.append([_cell(worksheet, title, bold=True) for title in sheet.header])
    last = 1
    for row in itertools.chain(sample, rows):
        worksheet.append(
            [_cell(worksheet, value, text=at in sheet.text_columns) for at, value in enumerate(row)]
        )
        last += 1
    worksheet.auto_filter.ref = f"A1:{get_column_letter(max(len(sheet.header), 1))}{last}"


def csv_response(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[Any]], *, text_columns: Sequence[int] = ()
) -> StreamingHttpResponse:
    """UTF-8 with BOM and CRLF, streamed. `text_columns` never show as numbers (012068, not 12068.0)."""
    lines = itertools.chain(
        [list(map(_csv_text, header))],
        ([_csv(value, text=at in text_columns) for at, value in enumerate(row)] for row in rows),
    )
    return StreamingHttpResponse(
        _encoded(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, f"{filename}.csv")},
    )


def _encoded(lines: Iterator[list[str]]) -> Iterator[bytes]:
    echo = _Echo()
    writer = csv.writer(echo, lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for chunk in iter(lambda: list(itertools.islice(lines, _CSV_CHUNK)), []):
        yield "".join(writer.writerow(line) for line in chunk).encode()


class _Echo:
    """A file for csv.writer that gives back what is written."""

    def write(self, line: str) -> str:
        return line


def _plain(value: Any) -> Any:
    """A value as both formats show it: nothing for unknown, words for truth, Tokyo time without a zone."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).replace(
            tzinfo=None, microsecond=0
        )
    if isinstance(value, datetime.date) and value < _FIRST_DAY:
        return value.isoformat()
    return value if isinstance(value, (int, float, Decimal, datetime.date)) else _ILLEGAL.sub("", str(value))


def _csv(value: Any, *, text: bool) -> str:
    value = str(value) if text and value is not None else _plain(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    return _csv_text(value) if isinstance(value, str) else str(value)


def _csv_text(value: str) -> str:
    value = _ILLEGAL.sub("", value)
    return f"'{value}" if _FORMULA.match(value) else value


def _cell(sheet: Any, value: Any, *, text: bool = False, bold: bool = False) -> Any:
    value = str(value) if text and value is not None else _plain(value)
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=None)
    cell.value = ESCAPED.sub(r"_x005F\g<0>", _ILLEGAL.sub("", value))[:_CELL]
    cell.data_type = "s"  # a text, whatever it begins with
    if text:
        cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    if "\n" in value:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _widths(header: Sequence[str], sample: list[Sequence[Any]]) -> list[float]:
    columns = itertools.zip_longest(header, *sample, fillvalue="")
    return [min(max(map(_width, column)) + 3, _WIDEST) for column in columns]


def _width(value: Any) -> int:
    """Half-width columns of the longest line."""
    lines = str(_plain(value))[:500].split("\n")
    return max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines)


def _sheet_title(filename: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "", _ILLEGAL.sub("", filename))[:31].strip("'") or "一覧"
