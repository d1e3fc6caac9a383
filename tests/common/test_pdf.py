"""PDF from our own templates: nothing from the network or the disk but static files."""

import re
import resource
import sys
from importlib.util import find_spec

import pytest

from common import pdf
from common.pdf import PdfUnavailable, in_pieces, pdf_is_available, render_pdf, static_file
from tests.pdf import needs_pdf


def test_whether_pdf_can_be_drawn_is_asked_of_another_process():
    pdf_is_available.cache_clear()
    assert pdf_is_available() == (find_spec("weasyprint") is not None)
    assert "weasyprint" not in sys.modules


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


TEXTS = {
    "kanji": "漢字かな交じり文が続く。",
    "letters": "abcdefghij",
    "words": "lorem ipsum dolor ",
    "escaped": "&amp;",
}


@pytest.mark.parametrize("text", TEXTS)
def test_long_texts_are_laid_out_in_short_pieces(text):
    """Nothing is lost, nothing that is escaped is cut, and no piece is long."""
    long = (TEXTS[text] * 4000)[: 4000 * (5 if text == "escaped" else 1)]
    html = f"<title>{'題' * 50}</title><body><table>{' ' * 50}<td>{long}</td></table></body>"
    pieces = in_pieces(html)
    shown = re.sub("</?span>", "", pieces).replace(pdf.ZERO_WIDTH_SPACE, "")
    assert shown == html
    found = re.findall("<span>(.*?)</span>", pieces, re.S)
    assert len(found) > 100
    assert all(len(piece.replace("&amp;", "&")) <= 31 for piece in found)


@needs_pdf
@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_the_time_of_a_long_text_grows_with_its_length(text):
    """4,000 letters in one cell took 40 s before they were laid out in pieces."""

    def seconds(letters):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        render_pdf(f"<body><table><tr><th>備考<td>{(TEXTS[text] * letters)[:letters]}</td></table></body>")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime

    start = seconds(10)
    assert seconds(4000) - start < 3


@needs_pdf
def test_a_document_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(pdf, "SECONDS", 0.01)
    with pytest.raises(PdfUnavailable, match="区を分けて"):
        render_pdf("<body><p>本文</p></body>")
