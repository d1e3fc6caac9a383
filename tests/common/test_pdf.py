"""PDF from our own templates: nothing from the network or the disk but static files."""

import pytest

from common import pdf
from common.pdf import PdfUnavailable, _drawing, render_pdf, static_file
from tests.pdf import needs_pdf


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/static/css/pages/paper.css",
        "https://example.org/x.css",
        "file:///etc/passwd",
        "data:text/css,body{}",
        f"{pdf.BASE}files/1/",
        f"{pdf.BASE}static/../pyproject.toml",
        f"{pdf.BASE}static/%2e%2e/%2e%2e/etc/passwd",
        f"{pdf.BASE}static/nothing.css",
    ],
)
def test_only_own_static_files_are_read(url):
    with pytest.raises(ValueError, match="static"):
        static_file(url)


def test_a_static_file_is_found():
    assert static_file(f"{pdf.BASE}static/css/pages/paper.css").read_text(encoding="utf-8").startswith("/*")


@needs_pdf
def test_a_foreign_picture_is_left_out_and_too_much_refused(monkeypatch):
    html = '<p>本文</p><img src="http://127.0.0.1:1/x.png"><img src="file:///etc/passwd">'
    assert render_pdf(html).startswith(b"%PDF")
    monkeypatch.setattr(pdf, "MAX_HTML", 10)
    with pytest.raises(PdfUnavailable, match="区を分けて"):
        render_pdf(html)


@needs_pdf
def test_one_document_at_a_time(monkeypatch):
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0.01)
    with _drawing, pytest.raises(PdfUnavailable, match="少し待って"):
        render_pdf("<p>本文</p>")
