"""A record begins with what its reader came for: the text, the grid, the form stand on the first screen."""

import pypdfium2
import pytest

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.reply_posting.actions import post_reply
from board.topics.models import Topic
from common import japanese_calendar
from members.organizations.models import Organization
from tests.pamphlets.asking import ask

pytestmark = pytest.mark.e2e
WARDS = ["千代田区", "中央区", "港区", "新宿区", "文京区", "台東区", "墨田区", "品川区", "目黒区"]
TOP = "element => Math.round(element.getBoundingClientRect().top + scrollY)"


def tops(watched, path, selector) -> dict[int, int]:
    """Where the element begins on the page, at each width."""
    found = {}
    for width, height in ((1280, 900), (375, 812)):
        watched.open(path)
        watched.page.set_viewport_size({"width": width, "height": height})
        found[width] = watched.page.locator(selector).first.evaluate(TOP)
    return found


@pytest.fixture
def topic(officer, ward_officer):
    values = {
        "title": "秋の物産展を区の会場で一緒に開きませんか",
        "body": "区民の皆さまに地域の特産品を知っていただく物産展を提案します。",
        "themes": ["industry"],
        "offer": "特産品と職員",
        "seek": "会場の提供",
        "deadline": japanese_calendar.add_working_days(japanese_calendar.today(), 20),
    }
    topic = publish_topic(topic=draft_topic(by=officer, kind=Topic.Kind.PROPOSAL, values=values), by=officer)
    for number in range(3):
        post_reply(topic=topic, by=ward_officer, body=f"{number + 1}回目の返信です。")
    return topic


def test_the_text_of_a_topic_is_on_the_first_screen(person, topic, officer, stranger):
    for user in (officer, stranger):
        reader = person(user.name)
        reader.log_in(user.email)
        top = tops(reader, topic.get_absolute_url(), ".topic-body")
        assert top[1280] < 600
        assert top[375] < 700
        reader.page.get_by_role("link", name="返信を書く").click()
        assert "#answer" in reader.page.url
        assert reader.page.locator("#answer").evaluate("form => form.getBoundingClientRect().top") < 812
    reader.open(topic.get_absolute_url())
    reader.press("返信2を引用して返信する")
    assert "2回目の返信です。" in reader.page.locator("#answer textarea").input_value()


def test_the_wards_of_a_request_are_on_the_first_screen(
    person, make_organization, koto, officer, ward_officer
):
    kind = Organization.Kind.SPECIAL_WARD
    made = [make_organization(name, code=f"13101{n}", kind=kind) for n, name in enumerate(WARDS)]
    pamphlet = ask(officer, [*made, koto], title="秋の観光パンフレット")
    asking, ward = person("asking"), person("ward")
    asking.log_in(officer.email)
    top = tops(asking, pamphlet.get_absolute_url(), ".wards")
    assert max(top.values()) < 700
    assert asking.page.locator(".wards").count() == 1
    ward.log_in(ward_officer.email)
    top = tops(ward, pamphlet.get_absolute_url(), "#answer")
    assert max(top.values()) < 700
    asking.open(f"{pamphlet.get_absolute_url()}print/")


@pytest.mark.parametrize("javascript", [True], indirect=True)
def test_no_page_of_paper_ends_with_the_head_of_a_table(person, make_organization, officer):
    kind = Organization.Kind.SPECIAL_WARD
    wards = [make_organization(name, code=f"13101{n}", kind=kind) for n, name in enumerate(WARDS)]
    pamphlet = ask(officer, wards, title="秋の観光パンフレット")
    asking = person("asking")
    asking.log_in(officer.email)
    page = asking.open(f"{pamphlet.get_absolute_url()}print/")
    last_lines = set()
    for millimetres in range(0, 120, 4):  # a row is 5 mm high
        page.locator("h1").evaluate("(title, mm) => { title.style.paddingTop = `${mm}mm` }", millimetres)
        paper = pypdfium2.PdfDocument(page.pdf(format="A4"))
        last_lines.add(paper[0].get_textpage().get_text_bounded().split("\r\n")[-1])
    assert any("回答待ち" in line for line in last_lines), last_lines
    assert not any(line.endswith("回答日") for line in last_lines), last_lines
