"""From my page: an inquiry in two clicks; from the desk: an application in two, the next one in one."""

import pytest

from common.japanese_calendar import add_working_days, today
from correspondence.sending.actions import submit
from inquiries.drafts.actions import draft_inquiry
from tests.members.conftest import make_waiting

pytestmark = pytest.mark.e2e
__all__ = ["make_waiting"]
TITLE = "災害時の連絡先の確認"


@pytest.fixture
def inquiry(ward_officer, sakai):
    values = {
        "title": TITLE,
        "description": "電話番号を教えてください。",
        "reach": "chosen",
        "chosen": [sakai],
    }
    values["answer_due"] = add_working_days(today(), 3)
    draft = draft_inquiry(by=ward_officer, values=values, questions=[{"kind": "text", "label": "電話番号"}])
    return submit(item=draft, by=ward_officer, version=1)


def test_an_inquiry_is_answered_in_two_clicks(person, inquiry, officer):
    answers = person("officer")
    answers.log_in(officer.email)
    answers.open("/mypage/")
    answers.press(f"回答する {TITLE}")
    answers.field("問1 電話番号").fill("072-000-0000")
    answers.press("大阪府堺市として回答する")
    assert "回答を提出しました。" in answers.text()
    answers.open("/mypage/")
    assert TITLE not in answers.text()


def test_an_application_is_approved_in_two_clicks_and_the_next_in_one(person, secretariat, make_waiting):
    make_waiting(2)
    desk = person("secretariat")
    desk.log_in(secretariat.email)
    desk.open("/members/desk/")
    desk.open("/mypage/")
    desk.press("審査する 審査を待つ会員登録の申請")
    desk.press("承認する")
    desk.press("次の申請")
    desk.press("承認する")
    assert "審査を待つ申請は、ほかにありません。" in desk.text()
