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
    ward.press("質問を追加する")
    assert page.url.endswith("/questions/#question-2")
    labels.nth(1).fill("来年度の予定")
    kinds.nth(1).select_option(label="一つ選ぶ")
    ward.press("問2を上へ")
    assert labels.first.input_value() == "来年度の予定"
    assert not Inquiry.objects.get().questions.exists()
    ward.field("選択肢").first.fill("続ける\nやめる")
    ward.press("問2を複製")
    ward.press("問3を削除")
    ward.press("保存して確認へ進む")
    assert "照会先(2団体)" in ward.text()
    ward.press("2団体に照会する")
    assert "2団体に照会しました。" in ward.text()
    assert "問1 来年度の予定(一つ選ぶ、必須)" in mail_to(officer.email, "inquiries.inquiry_sent").body

    ward.press("質問を変える")
    labels.nth(1).fill("取組の内容と予算")
    ward.field("照会先への連絡").fill("予算も教えてください。")
    ward.press("質問を変えて照会先に知らせる")
    changed = mail_to(officer.email, "inquiries.inquiry_changed").body
    assert "変更後: 取組の内容と予算(文章、必須)" in changed
    assert "予算も教えてください。" in changed
