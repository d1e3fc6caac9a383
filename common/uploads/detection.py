"""What a file is, by its content. A name only has to agree with it."""

import codecs
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

import filetype

from common.uploads import kinds, names, office_documents, virus_scan
from common.uploads.errors import UploadRefused

_HEAD = 4096
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_CONTROLS = frozenset(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D}


def kind_of(file: BinaryIO, name: str, only: Iterable[str] = ()) -> str:
    """The media type by content; raises UploadRefused for a kind not taken, an ending that lies, a virus."""
    virus_scan.refuse_infected(file)
    ending = names.ending_of(name)
    kind = _by_content(file, ending)
    if only and kind not in only:
        named = "・".join(kinds.KINDS[kind][0] for kind in only)
        raise UploadRefused(f"は、ここでは使えない種類のファイルです。選べるのは{named}です。")
    word, endings = kinds.KINDS[kind]
    if ending and ending not in endings:
        raise UploadRefused(
            f"は、名前の末尾（.{ending[:10]}）と内容（{word}）が合いません。"
            f"末尾を「.{endings[0]}」にするか、正しいファイルを選んでください。"
        )
    return kind


def _by_content(file: BinaryIO, ending: str) -> str:
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(_OLD_OFFICE):
        new = f"{ending}x" if ending in ("doc", "xls", "ppt") else "docx・xlsx・pptxのいずれか"
        raise UploadRefused(
            "は、古い形式かパスワード付きのOfficeファイルです。"
            f"パスワードがあれば外し、{new}で保存し直してください。"
        )
    guessed = filetype.guess_mime(head)
    if guessed == "image/apng":  # a PNG that moves: refused as such
        return "image/png"
    if guessed in kinds.PICTURES or guessed == kinds.PDF:
        return guessed
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    if is_text(file):
        return kinds.CSV if ending == "csv" else kinds.TXT
    if guessed in ("image/heic", "image/avif", "image/tiff", "image/bmp"):
        raise UploadRefused("は、対応していない形式の画像です。JPEGかPNGに変換してから選んでください。")
    raise UploadRefused(f"は、添付できない種類のファイルです。添付できるのは{kinds.ALLOWED}です。")


def _office(file: BinaryIO) -> str:
    try:
        return office_documents.office_kind(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise UploadRefused("は、壊れているため開けません。元のファイルを保存し直してください。") from None


def is_text(file: BinaryIO) -> bool:
    """Whether it is UTF-8 or Shift_JIS (cp932) text without control characters."""
    file.seek(0)
    data = file.read()
    if not _TEXT_CONTROLS.isdisjoint(data) or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    for encoding in ("utf-8", "cp932"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
