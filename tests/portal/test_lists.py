"""Every list alike: its filter is folded where the screen is narrow, and is not printed."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
# pages that are a search or one choice, where nothing stands below that would have to be seen first
NOT_OF_A_LIST = {
    "disaster/disaster_page/_days.html",
    "disaster/figures/_scope.html",
    "events/event_page/_participants.html",
    "members/applications/_application_prefecture.html",
    "members/applications/_application_search.html",
    "members/search_words/search_word_list.html",
    "members/takeovers/takeover_search.html",
    "pamphlets/yearly_summary/pamphlet_summary.html",
    "portal/site_search/search.html",
}
FOLDED = re.compile(
    r'<details class="filters no-print"[^>]*><summary>絞り込み[^<]*</summary><form class="filter\b'
)


def test_every_filter_of_a_list_is_folded_on_a_narrow_screen():
    found = {
        str(file.relative_to(TEMPLATES)): (text.count('<form class="filter'), len(FOLDED.findall(text)))
        for file in TEMPLATES.rglob("*.html")
        if '<form class="filter' in (text := file.read_text())
    }
    wrong = {name for name, (forms, folded) in found.items() if forms != folded} - NOT_OF_A_LIST
    assert not wrong
    assert found.keys() >= NOT_OF_A_LIST
    assert len(found) > len(NOT_OF_A_LIST)
