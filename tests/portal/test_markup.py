"""What each page that a test asks for is held to (tests/markup.py): the checks themselves can fail."""

import pytest

from tests.markup import faults_of

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
