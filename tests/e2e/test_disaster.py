"""A disaster from its registration to a number that keeps its past: secretariat, ward, visitor."""

import datetime
from urllib.parse import urlparse

import pytest
from django.utils import timezone

from disaster.disasters.models import Disaster

pytestmark = pytest.mark.e2e
DAY = datetime.timedelta(days=1)
MAX_PAGES = 4


@pytest.fixture
def yesterday(time_machine):
    """It is yesterday until `yesterday()` is called; the clock goes on."""
    now = timezone.now()
    time_machine.move_to(now - DAY, tick=True)
    return lambda: time_machine.move_to(now, tick=True)


def row(page, name):
    """The fields of one row of the table, by label."""
    fields = page.get_by_role("group", name=name, exact=True)

    def fill(**cells):
        for label, text in cells.items():
            field = fields.get_by_label(label, exact=True)
            if label == "人数の数え方":
                field.select_option(label=text)
            else:
                field.fill(text)

    return fill


def test_a_disaster_is_entered_reported_accepted_shown_and_corrected(
    person, yesterday, secretariat, ward_officer, local_governments
):
    desk, ward, visitor = person("secretariat"), person("ward"), person("visitor")
    desk.log_in(secretariat.email)
    pages = []  # of one thing to enter each; its form may come again
    page = desk.open("/disaster/new/")
    pages.append(urlparse(page.url).path)
    desk.field("名称").fill("見本の地震")
    desk.field("発生日").fill("令和6年1月1日")
    desk.field("出典").fill("見本の出典")
    desk.field("被災自治体").fill("石川県七尾市")
    desk.press("保存して記録を入力する")
    pages.append(urlparse(page.url).path)
    desk.field("すべての行の出典").fill("見本の出典")
    row(page, "復興支援金・義援金 1行目")(
        支援した団体="特別区（23区共同）", 支援先="石川県", **{"金額（円）": "3,000万円"}
    )
    page.get_by_label("増やす行数").nth(1).fill("11")
    desk.press("職員派遣の行を増やす")
    for number in range(1, 13):
        row(page, f"職員派遣 {number}行目")(
            支援した団体="新宿区",
            支援先="石川県七尾市",
            人数="2",
            人数の数え方="延べ派遣者数",
            開始日=f"令和6年2月{number}日",
            終了日=f"令和6年2月{number + 1}日",
        )
    desk.press("記録する")  # 万円 is asked about; all that was typed stays
    page.get_by_label("確かめました").check()
    desk.press("記録する")
    pages.append(urlparse(page.url).path)
    assert "個票（13件）" in desk.text()
    assert len(pages) == len(set(pages)) <= MAX_PAGES
    disaster = Disaster.objects.get()
    at = disaster.get_absolute_url()
    assert visitor.page.goto(visitor.site + at).status == 404
    desk.press("公開する")

    ward.log_in(ward_officer.email)
    page = ward.open(at)
    ward.press("江東区の支援を報告する")
    row(page, "職員派遣 1行目")(支援先="石川県七尾市", 人数="４", 開始日="R6.3.1", 終了日="R6.3.3")
    ward.press("事務局に提出する")  # a number of people without how they were counted
    assert "人数には数え方が必要です" in ward.text()
    row(page, "職員派遣 1行目")(人数の数え方="延べ派遣者数")
    ward.press("事務局に提出する")
    assert "事務局が確かめて" in page.locator("body").inner_text()

    page = desk.open("/disaster/reports/")
    desk.follow(page.get_by_role("link", name="江東区から石川県七尾市へ"))
    desk.press("受理して個票に記録する")

    page = visitor.open(at)
    assert "延べ派遣者数\n28人" in visitor.text()
    assert "30,000,000円" in visitor.text()
    visitor.follow(page.locator("a[href*='/figures/dispatch-heads/']"))
    assert "分かっている個票13件から計算" in visitor.text()

    day = timezone.localdate()
    yesterday()
    page = desk.open(f"{at}records/")
    desk.follow(page.get_by_role("link", name="訂正する").last)
    desk.field("訂正の理由").select_option(label="新しい情報")
    desk.field("訂正の説明").fill("区の発表で5人と分かりました。")
    desk.field("人数").fill("5")
    desk.press("訂正を記録する")
    visitor.open(at)
    assert "延べ派遣者数\n29人" in visitor.text()
    visitor.open(f"{at}?recorded={day}")
    assert "延べ派遣者数\n28人" in visitor.text()
    assert "このサイトが載せていた記録" in visitor.text()

    # refused as meant; the browser notes the answer on its console
    for watched in (desk, ward, visitor):
        watched.troubles[:] = [
            trouble
            for trouble in watched.troubles
            if "400 (Bad Request)" not in trouble and "404 (Not Found)" not in trouble
        ]
