"""Lists on a small screen: the first row stands in the first screen, and the whole of it leads on."""

import pytest

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from common import japanese_calendar
from tests.pamphlets.asking import ask

pytestmark = pytest.mark.e2e
SMALL = {"width": 375, "height": 667}
FIRST = ".ledger > li, .ledger__row, .directory__names li"


@pytest.fixture
def rows(officer, ward_officer, koto):
    text = {"title": "秋の相談会", "body": "開きます。", "themes": ["migration"], "audience": "all"}
    topic = draft_topic(by=ward_officer, kind="notice", values=text)
    topic = publish_topic(topic=topic, by=ward_officer)
    due = japanese_calendar.add_working_days(japanese_calendar.today(), 7)
    ask(officer, [koto], answer_due=due)
    return topic


def test_the_first_row_stands_in_the_first_screen(person, rows, officer):
    reader = person("officer")
    reader.log_in(officer.email)
    for path in ("/members/", "/board/", "/board/?kind=notice", "/board/unread/", "/board/pamphlets/"):
        page = reader.open(path)
        filters = page.locator(".filters > form")
        assert all(form.is_visible() for form in filters.all())  # at 1280 px
        page.set_viewport_size(SMALL)
        assert not any(form.is_visible() for form in filters.all())
        assert page.locator(FIRST).first.bounding_box()["y"] < SMALL["height"], path
    page.locator(".filters > summary").first.click()
    assert filters.first.is_visible()


def test_the_whole_row_leads_on(person, rows, officer):
    reader = person("officer")
    reader.log_in(officer.email)
    page = reader.open("/board/unread/")
    row = page.locator(".ledger__row").first
    box = row.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + 6)
    page.wait_for_url(f"**{rows.get_absolute_url()}*")
