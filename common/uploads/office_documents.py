"""Office files are archives: opened only as far as it takes to know them, and bounded before that."""

import re
import zipfile
from typing import BinaryIO

from common.uploads import kinds, limits
from common.uploads.errors import UploadRefused

MAX_ENTRIES = 5000
MAX_UNPACKED = 300 * limits.MB
MAX_RATIO = 200  # drawings and sheets of XML pack to 1:30; a bomb to 1:1000
_MAIN = {
    "word/document.xml": kinds.DOCX,
    "xl/workbook.xml": kinds.XLSX,
    "ppt/presentation.xml": kinds.PPTX,
}
_MACRO = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|vbaprojectsignature\S*\.bin)$|/activex/|/macrosheets/"
)
_MAX_TYPES = 2 * limits.MB
_TOO_MUCH = "は、中身が大きすぎるか多すぎるため添付できません。分けるか、PDFにしてください。"


def office_kind(file: BinaryIO) -> str:
    """The media type of a Word, Excel or PowerPoint file without macros; else raises UploadRefused."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        _bound(entries, size)
        names = {entry.filename.lower() for entry in entries}
        kind = next((kind for main, kind in _MAIN.items() if main in names), None)
        if kind is None or "[content_types].xml" not in names:
            raise UploadRefused(
                f"は、ZIPなどの圧縮ファイルです。中のファイルを取り出して選んでください。添付できるのは{kinds.ALLOWED}です。"
            )
        if any(_MACRO.search(name) for name in names) or _says_macro(archive):
            raise UploadRefused(
                "は、マクロを含んでいます。マクロのない形式(docx・xlsx・pptx)で保存し直してください。"
            )
    return kind


def _bound(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    overlapping = packed > size
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * size or overlapping:
        raise UploadRefused(_TOO_MUCH)
    if any(entry.flag_bits & 1 for entry in entries):
        raise UploadRefused("は、パスワード付きです。パスワードを外して保存し直してください。")


def _says_macro(archive: zipfile.ZipFile) -> bool:
    entry = next(entry for entry in archive.infolist() if entry.filename.lower() == "[content_types].xml")
    with archive.open(entry) as types:
        declared = types.read(_MAX_TYPES + 1)
    if len(declared) > _MAX_TYPES:
        raise UploadRefused(_TOO_MUCH)
    return b"macroenabled" in declared.lower()
