"""Print-ready PDF (A4) from HTML of our own templates, by WeasyPrint, the extra `pdf`.

The worker draws it, in a process of its own that is bounded in time and memory and reads nothing: our own
style sheets stand in the document. Where WeasyPrint or its libraries are missing, `pdf_is_available()` says
so before anybody asks for a PDF.
"""

import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.utils._os import safe_join

from common.refusals import ActionRefused
from common.sandbox.documents import DocumentUnreadable, draw_pdf

MAX_HTML = 2_000_000  # characters; 23 letters have about 60,000
SECONDS = 60
TOO_MUCH = "一度に作れる量を超えています。区を分けて作ってください。"
ZERO_WIDTH_SPACE = "\u200b"
BASE = "https://pdf.invalid/"  # only so that addresses of static files have a whole form
_STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_LONG_TEXT = re.compile(r"(?<=>)[^<>]{40,}(?=<)")
_LETTER = r"(?>&[#\w]{1,10};|[^<>])"  # as it is escaped
_PIECE = re.compile(rf"{_LETTER}{{1,29}}\s|{_LETTER}{{1,30}}")


class PdfUnavailable(ActionRefused):
    """No PDF can be made here or now; the message is a Japanese sentence for the page."""


@cache
def pdf_is_available() -> bool:
    """Whether this machine can draw PDF: the package and the system's Pango are there.

    Another process is asked: what is loaded for it, 100 MB, a web process would keep for its life.
    """
    asked = [sys.executable, "-I", "-c", "import weasyprint"]
    try:
        tried = subprocess.run(asked, env={}, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return tried.returncode == 0


def render_pdf(html: str) -> bytes:
    """The PDF's bytes; `html` comes from our own templates. Only in the worker. Raises PdfUnavailable."""
    if not pdf_is_available():
        raise PdfUnavailable(
            "このサーバーではPDFを作れません。印刷用のページをブラウザーで印刷してください。"
        )
    if len(html) > MAX_HTML:
        raise PdfUnavailable(TOO_MUCH)
    document = _STYLESHEET.sub(_style, in_pieces(html))
    try:
        return draw_pdf(io.BytesIO(document.encode()), seconds=SECONDS)
    except DocumentUnreadable as error:
        raise PdfUnavailable(TOO_MUCH) from error


def in_pieces(html: str) -> str:
    """The same document with long texts in short inline boxes.

    WeasyPrint lays out all that is left of a text for each of its lines: 4,000 letters took 40 s, in pieces
    0.6 s. Between Latin letters, where no line would break, stands a zero-width space.
    """
    head, tag, body = html.partition("<body>")
    return head + tag + _LONG_TEXT.sub(_pieces, body)


def _pieces(text) -> str:
    return "".join(map(_piece, _PIECE.findall(text[0]))) if text[0].strip() else text[0]


def _piece(text: str) -> str:
    glued = text[-1].isascii() and not text[-1].isspace()
    return f"<span>{text}{ZERO_WIDTH_SPACE if glued else ''}</span>"


def _style(link) -> str:
    return f"<style>{static_file(urljoin(BASE, link[1])).read_text(encoding='utf-8')}</style>"


def static_file(url: str) -> Path:
    """The file of a static address. Raises ValueError for everything else."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if not url.startswith(BASE) or not path.startswith(settings.STATIC_URL):
        raise ValueError(f"a PDF reads only the site's static files, not {url[:100]!r}")
    name = path.removeprefix(settings.STATIC_URL)
    try:
        collected = Path(safe_join(settings.STATIC_ROOT, name))
        found = str(collected) if collected.is_file() else finders.find(name)
    except SuspiciousOperation:
        found = None
    if not found:
        raise ValueError(f"no such static file: {name[:100]!r}")
    return Path(found)
