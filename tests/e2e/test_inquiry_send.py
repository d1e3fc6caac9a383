"""A ward asks: questions typed and moved about, confirmed, sent, and changed while answers are taken."""

import pytest

from common import japanese_calendar
from inquiries.inquiries.models import Inquiry

pytestmark = pytest.mark.e2e


def test_ward_writes_rearranges_sends_and_changes_an_inquiry(
    person, ward_officer, officer, sakai, kushiro, mail_to
):
    ward = person("ward")
    ward.log_in(ward_officer.email)
    ward.open("/inquiries/")
    page = ward.press("照会する")
    ward.field("件名").fill("自治体間連携の取組について")
    ward.field("趣旨・内容").fill("今後の事業の参考にします。")
    page.get_by_label("団体を選ぶ").check()
    ward.field("選ぶ団体").fill("大阪府堺市\n北海道釧路市")
    ward.field("回答期限").fill(
        japanese_calendar.wareki(
            japanese_calendar.add_working_days(japanese_calendar.today(), 7), weekday=False
        )
    )
    ward.press("質問の入力へ進む")

    labels, kinds = ward.field("質問"), ward.field("答え方")
    labels.fill("取組の内容")
    ward.redraw("質問を追加する")
    assert page.url.endswith("/questions/" if ward.javascript else "/questions/#question-2")
    labels.nth(1).fill("来年度の予定")
    kinds.nth(1).select_option(label="一つ選ぶ")
    ward.redraw("問2を上へ")
    assert labels.first.input_value() == "来年度の予定"
    assert not Inquiry.objects.get().questions.exists()
    ward.field("選択肢").first.fill("続ける\nやめる")
    ward.redraw("問2を複製")
    ward.redraw("問3を削除")
    ward.press("保存して確認へ進む")
    assert "照会先（2団体）" in ward.text()
    ward.press("2団体に照会する")
    assert "2団体に照会しました。" in ward.text()
    assert "問1 来年度の予定（一つ選ぶ、必須）" in mail_to(officer.email, "inquiries.inquiry_sent").body

    ward.press("督促する")
    ward.press("督促のメールを送る")
    assert "2団体に督促しました。" in ward.text()
    reminder = mail_to(officer.email, "inquiries.inquiry_reminded_by_hand")
    assert "江東区から、回答のお願いです。" in reminder.body

    page.get_by_text("この照会の操作").click()
    ward.press("質問を変える")
    labels.nth(1).fill("取組の内容と予算")
    ward.field("照会先への連絡").fill("予算も教えてください。")
    ward.press("質問を変えて照会先に知らせる")
    changed = mail_to(officer.email, "inquiries.inquiry_changed").body
    assert "変更後: 取組の内容と予算（文章、必須）" in changed
    assert "予算も教えてください。" in changed


FIVE = """1. 取組を行っていますか はい・いいえ
2. 取組の内容
3. 参加した人数（人） 任意
4. 来年度の予定 単数選択: 続ける / やめる
5. 実施日 日付 任意"""


def test_five_questions_to_a_region_in_five_pages(person, ward_officer, make_organization, koto):
    for prefecture, name in (("青森県", "青森市"), ("福島県", "郡山市"), ("大阪府", "堺市")):
        make_organization(name, prefecture=prefecture)
    ward = person("ward")
    ward.log_in(ward_officer.email)
    page = ward.open("/mypage/")
    seen = ward.count_pages()
    page.locator("main").get_by_role("link", name="照会", exact=True).click()
    page.wait_for_url("**/inquiries/")
    ward.press("照会する")
    ward.field("件名").fill("自治体間連携の取組について")
    ward.field("趣旨・内容").fill("今後の事業の参考にします。")
    page.get_by_label("都道府県で選ぶ").check()
    page.get_by_role("group", name="選ぶ都道府県をまとめて選ぶ").get_by_role("button", name="東北").click()
    page.get_by_label("福島県").and_(page.locator(":checked")).wait_for()
    day = japanese_calendar.add_working_days(japanese_calendar.today(), 7)
    ward.field("回答期限").fill(f"{day.month}/{day.day}")
    ward.press("質問の入力へ進む")
    page.get_by_text("質問の一覧を貼り付ける").click()
    ward.field("貼り付ける質問").fill(FIVE)
    ward.redraw("読み取って追加する")
    assert "5問（文章1、数1、はい・いいえ1、一つ選ぶ1、日付1）を読み取り" in ward.text()
    ward.press("保存して確認へ進む")
    ward.press("2団体に照会する")
    assert "2団体に照会しました。" in ward.text()
    inquiry = Inquiry.objects.get()
    assert inquiry.questions.count() == 5
    assert inquiry.answer_due == day
    assert len(seen) <= 5, seen
