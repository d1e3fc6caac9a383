"""Office files are archives: opened only as far as it takes to know them, and bounded before that."""

import io
import re
import zipfile
from typing import BinaryIO
from xml.etree import ElementTree

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
_MAX_PART = 2 * limits.MB
# what may lie elsewhere: links to press, pictures and films, values of other workbooks
_LINKS = {"hyperlink", "image", "video", "audio", "media", "externalLinkPath", "externalLinkLongPath"}
_TEMPLATE, _OLE = "attachedTemplate", "oleObject"
_OWN_DISK = re.compile(r"(?i)(?:file:/{2,3})?[a-z]:|(?![a-z][a-z0-9+.-]*:|[/\\\\]{2})")
_PROGRAM = re.compile(r"[.](?:exe|dll|scr|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|lnk|msi|jar|reg|cpl)$")
_PROGRAM_STARTS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
_EMBEDDED = re.compile(r"(?:^|/)embeddings/")
_DOCUMENT = re.compile(r"[.](?:docx|xlsx|pptx)$")  # the numbers behind a chart lie in such a one
_PROCESS_LINK = re.compile(rb"[<:](?:dde|ole)Link\b")
_REMOTE_TEMPLATE = (
    "は、ほかの場所にあるテンプレートを読み込む文書です。"
    "Wordの「開発」タブの「文書テンプレート」で「Normal」にして、保存し直してください。"
)
_HOLDS_PROGRAM = (
    "は、中に別のファイル（OLEオブジェクト）やプログラムが埋め込まれています。"
    "埋め込みを外して保存し直すか、PDFにしてください。"
)
_TOO_MUCH = "は、中身が大きすぎるか多すぎるため添付できません。分けるか、PDFにしてください。"


def office_kind(file: BinaryIO, *, inside: bool = False) -> str:
    """The media type of a Word, Excel or PowerPoint file that runs and fetches nothing when it is opened.

    Raises UploadRefused for any other; `inside` says that it lies in such a file itself.
    """
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
                "は、マクロを含んでいます。マクロのない形式（docx・xlsx・pptx）で保存し直してください。"
            )
        for entry in entries:
            _refuse_active(archive, entry, inside)
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
    return b"macroenabled" in _whole(archive, entry).lower()


def _whole(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as part:
        read = part.read(_MAX_PART + 1)
    if len(read) > _MAX_PART:
        raise UploadRefused(_TOO_MUCH)
    return read


def _refuse_active(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: bool) -> None:
    """What a part of the document would run or fetch when it is opened."""
    name = entry.filename.lower()
    with archive.open(entry) as part:
        starts_program = part.read(8).startswith(_PROGRAM_STARTS)
    if starts_program or _PROGRAM.search(name):
        raise UploadRefused(_HOLDS_PROGRAM)
    if name.endswith(".rels"):
        _refuse_relations(_whole(archive, entry))
    elif "externallinks/" in name and _PROCESS_LINK.search(_whole(archive, entry)):
        raise UploadRefused(_HOLDS_PROGRAM)
    elif _EMBEDDED.search(name) and not entry.is_dir():
        if inside or not _DOCUMENT.search(name):
            raise UploadRefused(_HOLDS_PROGRAM)
        with archive.open(entry) as document:
            office_kind(io.BytesIO(document.read()), inside=True)


def _refuse_relations(xml: bytes) -> None:
    try:
        relations = ElementTree.fromstring(xml)  # noqa: S314  expat bounds entities; none is fetched
    except ElementTree.ParseError as error:
        raise ValueError("no XML") from error
    for relation in relations:
        kind = relation.get("Type", "").rpartition("/")[2]
        elsewhere = relation.get("TargetMode", "").lower() == "external" and kind not in _LINKS
        if kind == _TEMPLATE:
            if elsewhere and not _OWN_DISK.match(relation.get("Target", "").strip()):
                raise UploadRefused(_REMOTE_TEMPLATE)
        elif elsewhere or kind == _OLE:
            raise UploadRefused(_HOLDS_PROGRAM)
