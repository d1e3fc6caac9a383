"""A ward asks; a colleague writes the answer, the representative corrects it; with JavaScript and without."""

import pytest

from common import japanese_calendar
from correspondence.sending.actions import submit
from inquiries.drafts.actions import draft_inquiry
from inquiries.inquiries.models import Inquiry

pytestmark = pytest.mark.e2e

QUESTIONS = [
    {"kind": "text", "label": "取組の内容"},
    {"kind": "number", "label": "参加した人数", "unit": "人", "help_text": "延べ人数で書いてください。"},
    {"kind": "choice", "label": "来年度の予定", "options": ["続ける", "やめる"]},
    {"kind": "multiple", "label": "分野", "options": ["観光", "防災"], "required": False},
    {"kind": "date", "label": "直近の実施日", "required": False},
    {"kind": "file", "label": "実施要領", "required": True},
]


@pytest.fixture
def inquiry(ward_officer, sakai):
    values = {
        "title": "連携の取組について",
        "description": "今後の参考にします。",
        "answer_due": japanese_calendar.add_working_days(japanese_calendar.today(), 7),
        "reach": Inquiry.Reach.CHOSEN,
        "chosen": [sakai],
    }
    draft = draft_inquiry(by=ward_officer, values=values, questions=QUESTIONS)
    return submit(item=draft, by=ward_officer, version=1)


def test_an_inquiry_is_delegated_answered_and_corrected(
    person, inquiry, officer, colleague, mail_to, sample_pdf
):
    boss, writer = person("officer"), person("colleague")
    boss.log_in(officer.email)
    boss.open("/mypage/")
    boss.press("回答する 連携の取組について")
    boss.press("やめて戻る")
    boss.page.get_by_text("担当を決める").click()
    boss.page.locator("select[name=delegate-assignee]").select_option(label="堺 次郎（企画課）")
    boss.press("担当にする")
    assert "担当 堺 次郎" in boss.text()

    mail = mail_to(colleague.email, "inquiries.answer_delegated")
    assert inquiry.get_absolute_url() in mail.body
    writer.log_in(colleague.email)
    writer.open(inquiry.get_absolute_url())
    page = writer.press("回答する")
    writer.field("問1 取組の内容").fill("秋に物産展を開いています。")
    page.keyboard.press("Tab")
    writer.field("問2 参加した人数").fill("１，２００")
    writer.field("問2 参加した人数").press("Enter")  # keeps a draft, and answers nothing
    page.get_by_text("下書きを保存しました。").wait_for()
    writer.look()
    page.get_by_label("続ける").check()
    page.get_by_label("防災").check()
    writer.press("大阪府堺市として回答する")
    assert "問6 実施要領：ファイルを選んでください。" in writer.text()
    writer.troubles = [trouble for trouble in writer.troubles if "status of 400" not in trouble]
    page.locator("input[type=file]").set_input_files(sample_pdf)
    writer.press("大阪府堺市として回答する")
    for said in ("回答を提出しました", "1,200人", "秋の案内.pdf", "回答済"):
        assert said in writer.text(), said
    assert "1,200人" in mail_to(colleague.email, "inquiries.answer_given").body

    boss.open(inquiry.get_absolute_url())
    boss.press("回答を訂正する")
    boss.field("問2 参加した人数").fill("1250")
    boss.press("大阪府堺市として訂正する")
    boss.unfold("自団体の回答の経過")
    assert "1,200人" in boss.text()
    assert "1,250人" in boss.text()
    boss.open(f"{inquiry.get_absolute_url()}print/")
    assert "1,250人" in boss.text()


def test_answering_takes_two_clicks_from_my_page(person, inquiry, officer, sample_pdf):
    one = person("officer")
    one.log_in(officer.email)
    page = one.open("/mypage/")
    one.press("回答する 連携の取組について")
    one.field("問1 取組の内容").fill("秋に物産展を開いています。")
    one.field("問2 参加した人数").fill("約1,200人")
    page.get_by_label("続ける").check()
    one.field("問5 直近の実施日").fill("12/25")
    page.locator("input[type=file]").set_input_files(sample_pdf)
    one.press("大阪府堺市として回答する")
    assert "回答を提出しました" in one.text()
    assert "1,200人" in one.text()
