"""ZIP archives (ZIPファイル) that are written as they are read: nothing of them is held in memory.

Names are safe on Windows and carry the UTF-8 flag; times are Tokyo's.
"""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from common.attachments.models import StoredFile
from common.uploads import kinds, names

ZIP = "application/zip"
CHUNK = 256 * 1024
MAX_BYTES = 500 * 1024 * 1024  # of files in one download
# what shrinks no more; what else may be attached is text
_COMPRESSED = {kinds.PDF, kinds.DOCX, kinds.XLSX, kinds.PPTX, *kinds.PICTURES}


@dataclass
class ZipMember:
    """One file of an archive: its name there, its time, its content piece by piece."""

    name: str
    at: datetime
    content: Iterable[bytes]
    is_compressed: bool = False


def stored_member(file: StoredFile, name: str) -> ZipMember | None:
    """A stored file under that name; None where its content is gone. Read in pieces, from S3 too."""
    try:
        opened = file.content.storage.open(file.content.name, "rb")
    except FileNotFoundError:
        return None
    return ZipMember(name, file.created_at, _pieces(opened), is_compressed=file.kind in _COMPRESSED)


def text_member(name: str, at: datetime, lines: Iterable[str]) -> ZipMember:
    """A text as Windows reads it: UTF-8 with BOM, CRLF."""
    return ZipMember(name, at, _encoded(lines))


def safe_member_name(before: str, name: str) -> str:
    """`before` and a name that people gave, together one name that every system can write."""
    return f"{before}{names.safe_file_name(name, '')}".rstrip(". ")


def write_member(archive: zipfile.ZipFile, member: ZipMember) -> Iterator[int]:
    """Write a member into an archive; yields after each piece how many bytes it had."""
    with archive.open(_info(member), "w") as to:
        for piece in member.content:
            to.write(piece)
            yield len(piece)


def zip_response(filename: str, members: Iterable[ZipMember]) -> StreamingHttpResponse:
    """The archive as a download, sent while it is made; `members` may be a generator."""
    return StreamingHttpResponse(
        zip_stream(members),
        content_type=ZIP,
        headers={
            "Content-Disposition": content_disposition_header(True, f"{filename}.zip"),
            "Cache-Control": "private, no-store",
        },
    )


def zip_file(members: Iterable[ZipMember]) -> BinaryIO:
    """The archive as a temporary file, read from its beginning; the caller closes it."""
    file = tempfile.TemporaryFile(dir=settings.VAR)  # noqa: SIM115  /tmp may be memory
    try:
        for piece in zip_stream(members):
            file.write(piece)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def zip_stream(members: Iterable[ZipMember]) -> Iterator[bytes]:
    """The bytes of an archive of these members."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for member in members:
            for _ in write_member(archive, member):
                yield from pipe.take()
            yield from pipe.take()
    yield from pipe.take()


class _Pipe:
    """A file that cannot go back: what is written waits here until it is taken."""

    def __init__(self):
        self._waiting: list[bytes] = []

    def write(self, data) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def take(self) -> Iterator[bytes]:
        waiting, self._waiting = self._waiting, []
        if waiting:
            yield b"".join(waiting)


def _info(member: ZipMember) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.name, timezone.localtime(member.at).timetuple()[:6])
    info.external_attr = 0o644 << 16
    # deflated, where nothing shrinks with level 0: "stored" members of a streamed archive have their length
    # behind them, which some unpackers (Java's, old Explorers) refuse
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = 0 if member.is_compressed else 6  # type: ignore[attr-defined]  # public from 3.13 on
    return info


def _pieces(opened) -> Iterator[bytes]:
    with opened:
        yield from opened.chunks(CHUNK)


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    waiting: list[str] = []
    for line in lines:
        waiting.append(line.replace("\r\n", "\n").replace("\n", "\r\n"))
        if len(waiting) >= 200:
            yield ("\r\n".join(waiting) + "\r\n").encode()
            waiting.clear()
    yield ("\r\n".join(waiting) + "\r\n").encode()
