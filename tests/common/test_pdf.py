"""PDF from our own templates: nothing from the network or the disk but static files."""

import pytest

from office import paper
from tests.pdf import needs_pdf


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/static/css/pages/paper.css",
        "https://example.org/x.css",
        "file:///etc/passwd",
        "data:text/css,body{}",
        f"{paper.BASE}files/1/",
        f"{paper.BASE}static/../pyproject.toml",
        f"{paper.BASE}static/%2e%2e/%2e%2e/etc/passwd",
        f"{paper.BASE}static/nothing.css",
    ],
)
def test_only_own_static_files_are_read(url):
    with pytest.raises(ValueError, match="static"):
        paper.static_file(url)


def test_a_static_file_is_found():
    assert (
        paper.static_file(f"{paper.BASE}static/css/pages/paper.css")
        .read_text(encoding="utf-8")
        .startswith("/*")
    )


@needs_pdf
def test_a_foreign_picture_is_left_out_and_too_much_refused(monkeypatch):
    html = '<p>本文</p><img src="http://127.0.0.1:1/x.png"><img src="file:///etc/passwd">'
    assert paper.drawn(html).startswith(b"%PDF")
    monkeypatch.setattr(paper, "MAX_HTML", 10)
    with pytest.raises(paper.Unavailable, match="区を分けて"):
        paper.drawn(html)


@needs_pdf
def test_one_paper_at_a_time(monkeypatch):
    monkeypatch.setattr(paper, "WAIT_SECONDS", 0.01)
    with paper._drawing, pytest.raises(paper.Unavailable, match="少し待って"):
        paper.drawn("<p>本文</p>")
