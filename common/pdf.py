"""Print-ready PDF (A4) from HTML of our own templates, by WeasyPrint, the extra `pdf`.

Nothing is read from the network or the disk but our own static files, one document is drawn at a time, and
where WeasyPrint or its libraries are missing, `pdf_is_available()` says so before anybody asks for a PDF.
"""

import logging
import mimetypes
import threading
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.utils._os import safe_join
from django.utils.http import content_disposition_header

MAX_HTML = 2_000_000  # characters; 23 letters have about 60,000
WAIT_SECONDS = 20  # for another document to be finished: drawing takes memory and a whole processor
BASE = "https://pdf.invalid/"  # only so that addresses of static files have a whole form
_drawing = threading.BoundedSemaphore(1)


class PdfUnavailable(Exception):
    """No PDF can be made here or now; the message is a Japanese sentence for the page."""


@cache
def pdf_is_available() -> bool:
    """Whether this machine can draw PDF: the package and the system's Pango are there."""
    try:
        import weasyprint  # noqa: F401  loaded late: it takes a second and 100 MB
    except (ImportError, OSError):
        return False
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)  # every step of every document is no news
    return True


def pdf_response(name: str, html: str) -> HttpResponse:
    """`html` as a PDF that the browser shows and saves as `name`.pdf. Raises PdfUnavailable."""
    response = HttpResponse(render_pdf(html), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"  # names and addresses
    return response


def render_pdf(html: str) -> bytes:
    """The PDF's bytes; `html` comes from our own templates. Raises PdfUnavailable."""
    if not pdf_is_available():
        raise PdfUnavailable(
            "このサーバーではPDFを作れません。印刷用のページをブラウザーで印刷してください。"
        )
    if len(html) > MAX_HTML:
        raise PdfUnavailable("一度に作れる量を超えています。区を分けて作ってください。")
    if not _drawing.acquire(timeout=WAIT_SECONDS):
        raise PdfUnavailable("ほかの方のPDFを作っています。少し待ってから、もう一度お試しください。")
    try:
        import weasyprint

        return weasyprint.HTML(string=html, base_url=BASE, url_fetcher=_fetcher()).write_pdf()
    finally:
        _drawing.release()


def _fetcher():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        """Our static files, by their address; anything else is refused."""

        def fetch(self, url, headers=None):
            file = static_file(url)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    return OwnFilesOnly(allowed_protocols=(), allow_redirects=False)


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
