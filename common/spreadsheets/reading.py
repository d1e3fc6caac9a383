"""Sheets that people hand in (XLSX, CSV): read as text with its place, bounded before all of it is read.

`writing.py` writes what this reads. What is wrong with a file as a whole is a ValidationError with Japanese
sentences; what is wrong with a value is for the form field that it is given to.
"""

import itertools
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from common import text
from common.spreadsheets import csv_text, xlsx
from common.spreadsheets.errors import CellPlace, FileErrors
from common.spreadsheets.limits import MAX_CELL, MAX_ERRORS, MAX_ROWS, MAX_SIZE
from common.uploads import detection, errors, kinds, limits, names

ACCEPT = ".xlsx,.csv,.txt"
_TITLES = 10  # the header stands in one of the first lines: people write a title above it


@dataclass(frozen=True)
class Row:
    """One line of a sheet; `number` is the one that Excel shows at its left."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A header and the lines below it that hold anything; every line is as long as the header."""

    header: list[str]
    rows: list[Row] = field(default_factory=list)

    def as_json(self) -> dict:
        return {"header": self.header, "rows": [[row.number, row.cells] for row in self.rows]}

    @classmethod
    def from_json(cls, kept: dict) -> "Table":
        return cls(kept["header"], [Row(number, cells) for number, cells in kept["rows"]])


def read_table(
    upload: UploadedFile, *, sheet: str = "", known: Collection[str] = (), most: int = MAX_ROWS
) -> Table:
    """The table in an uploaded file; `sheet` is the worksheet to prefer, `known` are titles to expect."""
    kind = _kind(upload)
    wrong = FileErrors()
    reader = xlsx.xlsx_lines if kind == kinds.XLSX else csv_text.csv_lines
    table = _table(_cleaned(reader(upload.file, sheet, wrong), wrong, most), known, wrong, most)
    wrong.raise_if_any()
    return table


def extent_of(upload: UploadedFile) -> tuple[int, int]:
    """(rows below the header, bytes unpacked) of a sheet, about and without reading its cells.

    Refused where it is none.
    """
    if _kind(upload) == kinds.XLSX:
        lines, size = xlsx.xlsx_extent(upload.file)
    else:
        upload.file.seek(0)
        content = upload.file.read()
        lines, size = max(content.count(end) for end in (b"\n", b"\r")), len(content)
    return max(0, lines - 1), size


def _kind(upload: UploadedFile) -> str:
    try:
        return _checked_kind(upload)
    except errors.UploadRefused as refused:
        raise ValidationError(
            f"「{names.safe_file_name(upload.name or '', '').rstrip('.')}」{refused}"
        ) from None


def _checked_kind(upload: UploadedFile) -> str:
    if not upload.size:
        raise errors.UploadRefused("は、中身が空です。ファイルを確かめて選び直してください。")
    if upload.size > MAX_SIZE or getattr(upload, "is_cut", False):
        raise errors.UploadRefused(
            f"は、大きすぎます。{MAX_SIZE // limits.MB}MBまでです。行を分けて、別のファイルにしてください。"
        )
    if names.ending_of(upload.name or "") in ("csv", "txt") and not _opens(upload.file):
        raise errors.UploadRefused(
            "は、読み取れない文字を含むか、対応していない文字コードです。"
            "Excelで開き、「CSV UTF-8」として保存し直してください。"
        )
    kind = detection.kind_of(upload.file, upload.name)
    if kind not in (kinds.XLSX, kinds.CSV, kinds.TXT):
        raise errors.UploadRefused(
            f"は、{kinds.KINDS[kind][0]}です。Excelブック（xlsx）またはCSVのファイルを選んでください。"
        )
    return kind


def _opens(file: BinaryIO) -> bool:
    """Whether it is text, or of a kind that has its own sentence."""
    file.seek(0)
    return filetype.guess(file.read(4096)) is not None or detection.is_text(file)


def _cleaned(
    found: Iterator[tuple[int, list[str]]], wrong: FileErrors, most: int
) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold anything, at most `most` of them below the header, without refused characters."""
    count = 0
    for number, cells in found:
        # blanks stay: the first line of a text may be indented
        cells = ["" if text.is_blank(cell) else text.normalise(cell) for cell in cells]
        if not any(cells):
            continue
        count += 1
        if count > most + _TITLES:
            raise _too_many(most)
        for column, cell in enumerate(cells, 1):
            if len(cell) > MAX_CELL:
                wrong.add(CellPlace(column, number), f"が長すぎます。{MAX_CELL:,}文字までにしてください。")
            elif refused := text.refusal(cell):
                wrong.add(CellPlace(column, number), f"に{refused}が含まれています。取り除いてください。")
        yield number, cells


def _too_many(most: int) -> ValidationError:
    return ValidationError(
        f"行が多すぎます。一度に取り込めるのは{most:,}行までです。"
        f"ファイルを{most:,}行以内に分けて、1つずつ取り込んでください。"
    )


def _table(
    found: Iterator[tuple[int, list[str]]], known: Collection[str], wrong: FileErrors, most: int
) -> Table:
    first = list(itertools.islice(found, _TITLES))
    rest = list(found)
    wrong.raise_if_any()
    if not first:
        raise ValidationError("ファイルに何も書かれていません。見出しの行とその下の行を入力してください。")
    hits = [sum(title_of(cell) in known for cell in cells) for _, cells in first]
    at = hits.index(max(hits))
    header = [title_of(cell) for cell in first[at][1]]
    rows = [Row(number, cells) for number, cells in [*first[at + 1 :], *rest]]
    if len(rows) > most:
        raise _too_many(most)
    if not rows:
        raise ValidationError("見出しの下に行がありません。取り込む内容を入力してください。")
    _check_header(header, rows, wrong)
    wide = [column for column, title in enumerate(header) if title]
    return Table([header[i] for i in wide], [Row(row.number, _only(row.cells, wide)) for row in rows])


def title_of(cell: str) -> str:
    """A title as it is compared: full width or half, without blanks and a mark that it must be filled."""
    return "".join(unicodedata.normalize("NFKC", cell).split()).strip("*※")


def _only(cells: list[str], wide: list[int]) -> list[str]:
    return [cells[i] if i < len(cells) else "" for i in wide]


def _check_header(header: list[str], rows: list[Row], wrong: FileErrors) -> None:
    for title in {title for title in header if title and header.count(title) > 1}:
        wrong.add_message(f"見出し「{title[:40]}」が2つ以上あります。1つだけ残してください。")
    titled = {column for column, title in enumerate(header) if title}
    untitled = {i for row in rows for i, cell in enumerate(row.cells) if cell} - titled
    for column in sorted(untitled)[:MAX_ERRORS]:
        letter = CellPlace(column + 1, 0).letter
        wrong.add_message(
            f"{letter}列に見出しがありません。見出しを入力するか、{letter}列を削除してください。"
        )
