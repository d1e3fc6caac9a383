"""The sandbox: what strangers sent is opened, and what they typed is drawn as a PDF, in a process of its own,
bounded in time, memory and output.

A hostile PDF may hang PDFium, crash it or eat the machine; then that process dies, and the worker lives on.
The process knows neither settings nor database: it gets the bytes and gives back text or a drawing.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SECONDS = 25  # of wall time; the process itself stops reading after 10
MEMORY = 1024 * 1024 * 1024  # bytes of address space
MAX_OUTPUT = 8 * 1024 * 1024
MAX_TEXT = 20_000  # characters kept of one file
PAPER_BOX = (1600, 2000)  # pixels: a page that somebody reads is drawn to fit into it
BOX = (800, 2400)  # pixels: the first page is drawn to fit into it
_CHILD = Path(__file__).with_name("child.py")


class DocumentUnreadable(Exception):
    """The file could not be opened; the text is a Japanese sentence that says why."""


@dataclass(frozen=True)
class FirstPage:
    """The first page of a PDF, drawn: `copies` are WebP pictures by their width in pixels."""

    width: int
    height: int
    copies: dict[int, bytes]


@dataclass(frozen=True)
class PaperLine:
    """A line of a page: its box in points from the upper left corner, the size of its signs."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    goes_down: bool = False  # 縦書き


@dataclass(frozen=True)
class PaperSheet:
    """One page of a PDF: drawn (WebP), and its lines of text in the order of the file; `box` in points."""

    width: int
    height: int
    picture: bytes
    lines: list[PaperLine]
    box: tuple[float, float]


def extract_text(content: BinaryIO, kind: str, *, seconds: float = SECONDS, memory: int = MEMORY) -> str:
    """The text of a document of that media type, at most MAX_TEXT characters; raises DocumentUnreadable."""
    found = _ask("text", content, [kind, str(MAX_TEXT)], seconds, memory)
    return json.loads(found)["text"]


def draw_first_page(content: BinaryIO, widths: tuple[int, ...]) -> FirstPage:
    """The first page of a PDF, drawn in these widths, the largest last; raises DocumentUnreadable."""
    found = _ask("page", content, [str(BOX[1]), *map(str, widths)])
    head, _, rest = found.partition(b"\n")
    drawn = json.loads(head)
    copies, at = {}, 0
    for width, size in zip(widths, drawn["sizes"], strict=True):
        copies[width], at = rest[at : at + size], at + size
    return FirstPage(drawn["width"], drawn["height"], copies)


def read_page(content: BinaryIO, number: int, *, seconds: float = SECONDS) -> PaperSheet:
    """The page of that number (from 1) of a PDF; raises DocumentUnreadable."""
    widest, highest = PAPER_BOX
    found = _ask("paper", content, [str(highest), str(widest), str(number)], seconds)
    head, _, picture = found.partition(b"\n")
    drawn = json.loads(head)
    lines = [PaperLine(*facts) for facts in drawn["lines"]]
    return PaperSheet(drawn["width"], drawn["height"], picture, lines, tuple(drawn["box"]))


def draw_pdf(content: BinaryIO, *, seconds: float) -> bytes:
    """The PDF of an HTML document that refers to nothing outside itself; raises DocumentUnreadable."""
    return _ask("pdf", content, [], seconds)


def _ask(
    what: str, content: BinaryIO, arguments: list[str], seconds: float = SECONDS, memory: int = MEMORY
) -> bytes:
    """What the child wrote. Its input and output are files: nobody waits for a full pipe."""
    bounds = [str(int(seconds) + 1), str(memory), str(MAX_OUTPUT)]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
        content.seek(0)
        while part := content.read(1024 * 1024):
            given.write(part)
        given.seek(0)
        try:
            code = subprocess.run(
                [sys.executable, "-I", str(_CHILD), what, *bounds, *arguments],
                stdin=given,
                stdout=taken,
                stderr=subprocess.DEVNULL,
                env={},  # no address, no secret of ours
                cwd=tempfile.gettempdir(),
                timeout=seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            raise DocumentUnreadable("時間内に読み取れませんでした。") from None
        taken.seek(0)
        found = taken.read(MAX_OUTPUT + 1)
    if code or not found:
        raise DocumentUnreadable("読み取れませんでした。壊れているか、大きすぎる可能性があります。")
    return found
