"""The whole way of a request, from the draft to 配布終了; two wards answer only from their mail."""

import re

import pytest

from common import japanese_calendar
from members.organizations import seed_data
from members.organizations.models import Organization
from pamphlets.requests.models import PamphletRequest

pytestmark = pytest.mark.e2e


def test_request_answered_from_the_mail_alone(
    person, koto, make_organization, make_user, officer, ward_officer, mail_to, sample_pdf
):
    minato = make_organization("港区", code="131032", kind=Organization.Kind.SPECIAL_WARD)
    other = make_user("minato@city.example", minato, "港 六子")
    asking, by_link, by_code = person("asking"), person("by-link"), person("by-code")
    due = japanese_calendar.add_working_days(japanese_calendar.today(), 10)

    asking.log_in(officer.email)
    page = asking.open("/board/new/pamphlet/")
    asking.field("件名").fill("冬の観光パンフレット")
    asking.field("内容").fill("冬の祭りの案内です。")
    asking.field("配布できる部数").fill("1000")
    asking.field("回答期限").fill(japanese_calendar.wareki(due, weekday=False))
    page.locator("input[type=file]").set_input_files(sample_pdf)
    asking.press("下書きを保存する")
    asking.press("確認する")
    asking.press("2区に依頼を出す")
    pamphlet = PamphletRequest.objects.get()

    body = mail_to(ward_officer.section.mailbox, "pamphlets.pamphlet_sent").body
    by_link.open(re.search(r"https?://\S+/members/proof/[\w-]{20,}/", body)[0])
    assert "秋の案内.pdf" in by_link.text()
    by_link.field("条件を付けて受け入れる").check()
    by_link.field("受け入れる部数").fill("３００")
    by_link.field("回答する人の氏名").fill("江東 文子")
    by_link.field("備考・条件・辞退の理由").fill("1月以降に届けてください。")
    by_link.press("回答を提出する")
    assert "回答をいただきました" in by_link.text()
    assert "300部" in by_link.text()
    assert "1月以降" in mail_to(ward_officer.section.mailbox, "pamphlets.pamphlet_answer_copy").body

    body = mail_to(other.section.mailbox, "pamphlets.pamphlet_sent").body
    by_code.open("/members/proof/")
    by_code.field("受付番号").fill(re.search(r"受付番号\s+([\d-]+)", body)[1])
    by_code.field("確認コード").fill(re.search(r"確認コード\s+([\d ]+\d)", body)[1])
    by_code.press("番号を確認する")
    by_code.field("辞退する").check()
    by_code.field("備考・条件・辞退の理由").fill("棚がいっぱいです。")
    by_code.field("回答する人の氏名").fill("港 文子")
    by_code.press("回答を提出する")
    assert "辞退" in by_code.text()

    page = asking.open(pamphlet.get_absolute_url())
    cells = [cell.split()[:2] for cell in page.locator(".wards li").all_inner_texts()]
    assert cells == [["港区", "辞退"], ["江東区", "条件付き受け入れ"]]
    asking.unfold("区ごとの回答の詳細")
    assert "江東 文子" in asking.text()

    asking.press("部数を変える （江東区）")
    asking.field("変更後の部数").fill("250")
    asking.field("変更の理由").fill("在庫が足りません。")
    asking.press("変更を申し出る")
    ward = person("ward")
    ward.log_in(ward_officer.email)
    ward.open(pamphlet.get_absolute_url())
    ward.press("申出を開く （江東区）")
    ward.press("変更に同意する")
    assert "250部" in ward.text()

    asking.open(f"{pamphlet.get_absolute_url()}delivery/")
    asking.field("発送した").check()
    asking.field("箱の数").fill("２")
    asking.field("伝票番号").fill("1234-5678")
    asking.press("印を付けた区への発送を記録する")
    assert "1区への発送を記録しました" in asking.text()

    ward.open(pamphlet.get_absolute_url())
    ward.field("受け取った部数").fill("250")
    ward.press("受領を記録する")
    ward.page.locator("summary", has_text="配布の終了を報告する").click()
    ward.field("配布した部数").fill("240")
    ward.field("残った部数").fill("10")
    ward.press("配布の終了を報告する")
    assert "配布の終了を報告しました" in ward.text()
    page = asking.open(pamphlet.get_absolute_url())
    cells = [cell.split()[:2] for cell in page.locator(".wards li").all_inner_texts()]
    assert cells == [["港区", "辞退"], ["江東区", "配布終了"]]


def test_23_wards_are_asked_in_four_pages(person, officer, sample_pdf):
    seed_data.load_seed_data()
    asking = person("asking")
    asking.log_in(officer.email)
    page = asking.open("/mypage/")
    seen = asking.count_pages()
    asking.press("パンフレットの配布依頼")
    asking.press("配布を依頼する")
    asking.field("件名").fill("冬の観光パンフレット")
    asking.field("内容").fill("冬の祭りの案内です。")
    asking.field("配布できる部数").fill("4,600部")
    page.get_by_label("区を選ぶ").check()
    page.get_by_role("group", name="選ぶ区をまとめて選ぶ").get_by_role("button", name="すべて").click()
    page.get_by_label("葛飾区").and_(page.locator(":checked")).wait_for()
    day = japanese_calendar.add_working_days(japanese_calendar.today(), 10)
    asking.field("回答期限").fill(f"{day.month}/{day.day}")
    page.locator("input[type=file]").set_input_files(sample_pdf)
    asking.press("確認する")
    asking.press("23区に依頼を出す")
    assert PamphletRequest.objects.get().answers.count() == 23
    assert len(seen) <= 4, seen
