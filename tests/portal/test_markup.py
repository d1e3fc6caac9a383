"""What each page that a test asks for is held to (tests/markup.py): the checks themselves can fail."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.markup import MOST_BYTES_OF_STYLES, faults_of, styles_of

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "static/css"
MARKUP = {
    "<span><form></form></span>": "<form> inside ['span']",
    "<p><div></div></p>": "<div> inside ['p']",
    "<a href='/'><button>x</button></a>": "<button> inside {'a'}",
    "<div><p></div>": "</div> closes p",
    "<div>": "never closed: div",
    "<i id='a'></i><i id='a'></i>": "id twice: a",
    "<label for='b'>x</label>": "for points to nothing: b",
    "<img src='x'>": "no alt: x",
    "<div class='table-wrap'></div>": "what scrolls cannot be focused: table-wrap",
    "<a href='/' aria-label='返信2'>この返信</a>": "<a> shows 「この返信」 and is named 「返信2」",
    "<h3>x</h3>": "h3 follows h1",
}


@pytest.mark.parametrize("html", MARKUP, ids=list(MARKUP.values()))
def test_what_every_page_is_held_to_is_found(html):
    assert faults_of(f"<h1>件名</h1>{html}") == [MARKUP[html]]


def link(*names):
    return "".join(f'<link rel="stylesheet" href="/static/css/{name}">' for name in names)


def test_styles_of_a_page_are_weighed_and_those_of_its_elements_are_there():
    files = [str(file.relative_to(STATIC)) for file in sorted(STATIC.rglob("*.css"))]
    weight = sum((STATIC / name).stat().st_size for name in files)
    assert weight > MOST_BYTES_OF_STYLES
    assert styles_of(link(*files)) == [f"{weight} bytes of styles"]
    assert styles_of(link("base.css", "lists.css", "base.css")) == ["styles twice: css/base.css"]
    filtered = '<form class="filter no-print"></form>'
    assert styles_of(filtered) == ["styles missing: css/lists.css"]
    assert styles_of(link("lists.css") + filtered) == []


def test_telephone_numbers_of_pages_are_links_that_do_not_break():
    """`a[href^=tel:]` does not break; a number printed as bare text would, at its hyphens."""
    bare = re.compile(r"\{\{ *[\w.]*\btelephone\b[^}]*\}\}")
    component = TEMPLATES / "components/telephone.html"
    paper = "shipping_papers/"  # laid out for A4
    found = [
        f"{path.relative_to(TEMPLATES)}: {hit}"
        for path in TEMPLATES.rglob("*.html")
        if path != component and paper not in str(path)
        for hit in bare.findall(path.read_text())
        if 'href="tel:' not in path.read_text()
    ]
    assert found == []
