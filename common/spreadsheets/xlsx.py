"""Lines of an Excel workbook: what a cell shows, as text. A formula is refused with its place."""

import datetime
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from common.spreadsheets.errors import PASTE_VALUES, CellPlace, FileErrors
from common.spreadsheets.limits import MAX_COLUMNS, MAX_LINES, MAX_UNPACKED

EXPLANATION_SHEET = "説明"  # a worksheet of that name is for people
_ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")  # the beginning of a row in a worksheet
_CHUNK, _LONGEST_TAG = 1 << 18, 64
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how Excel writes a carriage return and the like in a text
_BROKEN = (
    "Excelブックとして読めません。"
    "Excelで開き、「名前を付けて保存」で「Excelブック」として保存し直してください。"
)


def xlsx_lines(file: BinaryIO, sheet: str, wrong: FileErrors) -> Iterator[tuple[int, list[str]]]:
    """(number, cells) of every line, empty ones too."""
    try:
        _bound(file)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that openpyxl does not know: pictures, validations
            yield from _lines(file, sheet, wrong)
    except ValidationError:
        raise
    except Exception as error:  # a spoilt workbook makes openpyxl raise whatever its parsers do
        raise ValidationError(_BROKEN) from error


def xlsx_extent(file: BinaryIO) -> tuple[int, int]:
    """(rows of its longest worksheet, bytes of its texts) without reading a cell."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _bounded_entries(archive)
            sheets = [one for one in entries if one.filename.startswith("xl/worksheets/")]
            texts = sum(one.file_size for one in entries if one.filename.endswith(".xml"))
            return max((_count_rows(archive, one) for one in sheets), default=0), texts
    except ValidationError:
        raise
    except Exception as error:  # as above
        raise ValidationError(_BROKEN) from error


def _count_rows(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    rows, tail = 0, b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            whole, opened, tail = (tail + chunk).rpartition(b"<")  # the last tag may go on in the next
            rows += len(_ROW.findall(whole))
            tail = (opened + tail)[:_LONGEST_TAG]
    return rows + len(_ROW.findall(tail))


def _bounded_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise ValidationError(
            "Excelブックの中身が大きすぎます。"
            "使っていないシート・行・画像を削除するか、CSVで保存してください。"
        )
    return entries


def _bound(file: BinaryIO) -> None:
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        entries = _bounded_entries(archive)
        # Excel writes none; entities that it defines could grow without end
        parts = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
        if any(b"<!DOCTYPE" in archive.read(entry) for entry in parts):
            raise ValidationError(_BROKEN)


def _lines(file: BinaryIO, sheet: str, wrong: FileErrors) -> Iterator[tuple[int, list[str]]]:
    file.seek(0)
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        worksheet = _chosen(book, sheet)
        worksheet.reset_dimensions()  # what a workbook says of its size need not be true
        for number, cells in enumerate(worksheet.iter_rows(max_col=MAX_COLUMNS), 1):
            if number > MAX_LINES:
                raise ValidationError(
                    f"{MAX_LINES:,}行目より下まで行があります。使っていない行を選んで「削除」してください。"
                )
            yield (
                number,
                [_text(cell, CellPlace(column, number), wrong) for column, cell in enumerate(cells, 1)],
            )
    finally:
        book.close()


def _chosen(book: Any, sheet: str) -> Any:
    shown = [
        worksheet
        for worksheet in book.worksheets
        if worksheet.sheet_state == "visible" and worksheet.title != EXPLANATION_SHEET
    ]
    named = [one for one in shown if unicodedata.normalize("NFKC", one.title).strip() == sheet]
    if named or len(shown) == 1:
        return (named or shown)[0]
    raise ValidationError(
        f"シートが{len(shown)}枚あり、どれを取り込むか分かりません。"
        f"取り込むシートの名前を「{sheet}」にしてください。"
        if shown
        else "表示されているシートがありません。シートを再表示して保存してください。"
    )


def _text(cell: Any, place: CellPlace, wrong: FileErrors) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        wrong.add(place, PASTE_VALUES)
        return ""
    if cell.data_type == "e":
        wrong.add(place, f"がエラー（{value}）になっています。正しい値を入力してください。")
        return ""
    return text_of(value)


def text_of(value: Any) -> str:
    """What a cell shows: 271403 for the number 271403.0, 2026-04-01 for a date."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
