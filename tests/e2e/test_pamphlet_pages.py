"""A municipality asks the wards to hand out its pamphlet; one ward accepts, one declines."""

import pytest

from common import japanese_calendar
from members.organizations.models import Organization
from pamphlets.requests.models import PamphletRequest
from tests.e2e.conftest import SHOTS

pytestmark = pytest.mark.e2e


@pytest.fixture
def wards(make_organization, koto):
    names = ["千代田区", "中央区", "港区", "新宿区", "文京区", "台東区", "墨田区"]
    kind = Organization.Kind.SPECIAL_WARD
    made = [make_organization(name, code=f"13101{n}", kind=kind) for n, name in enumerate(names)]
    return [*made, koto]


def test_pamphlets_from_the_request_to_the_answers(
    person, wards, officer, ward_officer, make_user, mail_to, tmp_path, sample_pdf
):
    asking, ward, other = person("officer"), person("ward"), person("other")
    due = japanese_calendar.add_working_days(japanese_calendar.today(), 10)

    page = asking.log_in(officer.email)
    page = asking.open("/board/new/pamphlet/")
    asking.field("件名").fill("秋の観光パンフレット")
    asking.field("内容").fill("秋の祭りの案内です。\n・窓口に置いてください")
    asking.field("配布できる部数").fill("１，０００")
    asking.field("回答期限").fill(japanese_calendar.wareki(due, weekday=False))
    page.locator("input[type=file]").set_input_files(sample_pdf)
    asking.press("確認する")
    assert "区にはまだ届いていません" in asking.text()
    asking.press("8区に依頼を出す")
    assert "8区に配布依頼を出しました" in asking.text()
    assert "秋の案内.pdf" in asking.text()

    mail = mail_to(ward_officer.email, "pamphlets.pamphlet_sent")
    pamphlet = PamphletRequest.objects.get()
    assert pamphlet.get_absolute_url() in mail.body

    ward.log_in(ward_officer.email)
    ward.open("/board/pamphlets/")
    page = ward.press("秋の観光パンフレット")
    ward.field("受け入れる").check()
    ward.field("受け入れる部数").fill("300")
    ward.field("配布する場所の数").fill("６")
    ward.press("回答を提出する")
    assert "回答しました。" in ward.text()
    assert "残り 700部" in mail_to(officer.email, "pamphlets.pamphlet_answered").body

    other.log_in(make_user("minato@city.example", wards[2], "港 六子").email)
    page = other.open(pamphlet.get_absolute_url())
    other.field("辞退する").check()
    other.field("備考・条件・辞退の理由").fill("棚がいっぱいです。")
    other.press("回答を提出する")

    page = asking.open(pamphlet.get_absolute_url())
    cells = page.locator(".wards li").all_inner_texts()
    assert len(cells) == 8
    assert [cell.split()[:2] for cell in cells if "回答待ち" not in cell] == [
        ["港区", "辞退"],
        ["江東区", "受け入れ"],
    ]
    _prints_on_a4(page)
    asking.open("/board/pamphlets/")
    assert "残り 700部/1,000部" in asking.text()


def _prints_on_a4(page):
    """The record without navigation, forms and buttons, no wider than the paper between its margins."""
    page.set_viewport_size({"width": 718, "height": 1000})  # 190 mm
    page.emulate_media(media="print")
    assert page.locator("h1, .facts").filter(visible=True).count() == 2
    assert page.locator(".wards").filter(visible=True).count() == 0  # the rows below say each ward
    assert page.locator(".table-wrap").filter(visible=True).count() >= 1
    assert not page.locator("header.header, nav, form, .button").filter(visible=True).count()
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/pamphlet-print.png", full_page=True)
    page.emulate_media(media="screen")
