"""The three parts together: the same page for who asks and who is asked, the list, my page, the search."""

import datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from common.outbox.models import OutgoingMail
from common.templatetags.common import whole_dates
from common.work_items import due_with_days
from correspondence.closing.actions import close, withdraw
from tests.inquiries.conftest import QUESTIONS
from tests.mypage import pending_kinds
from tests.worker import write_mails

pytestmark = pytest.mark.django_db
ROOM = Path(settings.BASE_DIR, "templates/inquiries")
MAILS = sorted(ROOM.glob("*/mails/[a-z]*.txt"))


def words(browser, person, address):
    response = browser(person).get(address)
    assert response.status_code == 200
    return response.content.decode()


def order(page, *headings):
    return sorted(headings, key=lambda heading: page.index(f">{heading}"))


@pytest.fixture
def inquiry(make_inquiry, ward_officer, sakai, kushiro):
    return make_inquiry(ward_officer, [sakai, kushiro], results_shown="counts")


def test_who_asks_finds_the_progress_first_and_who_is_asked_their_answer(
    browser, inquiry, ward_officer, secretariat, officer
):
    url = inquiry.get_absolute_url()
    for person in (ward_officer, secretariat):
        page = words(browser, person, url)
        assert order(page, "照会元", "趣旨・内容", "回答の状況")[0] == "回答の状況"
        assert "<dt>照会先</dt><dd>選んだ団体、2団体</dd>" in page
    page = words(browser, officer, url)
    wanted = ["大阪府堺市の回答", "趣旨・内容", f"質問（{len(QUESTIONS)}問）", "回答の状況", "照会元"]
    assert order(page, *wanted) == wanted
    assert "<dt>照会先</dt>" not in page


def test_the_page_begins_with_how_it_stands_and_five_points(
    browser, inquiry, ward_officer, officer, give_answer, due
):
    give_answer(inquiry, officer)
    page, day = words(browser, ward_officer, inquiry.get_absolute_url()), whole_dates(due_with_days(due))
    for said in (
        f">1/2団体が回答、回答期限は{day}</p>",
        "<dd>2団体（選んだ団体）に6問への回答</dd>",
        "<dd>回答済 1団体</dd>",
        f"<dd>回答 {day}</dd>",
        "<dd>まだ回答していない1団体（回答）</dd>",
        f'href="{inquiry.get_absolute_url()}remind/"',
    ):
        assert said in page, said
    page = words(browser, officer, inquiry.get_absolute_url())
    assert "大阪府堺市は「回答済」と回答しました" in page
    assert "remind/" not in page


def test_after_the_due_date_it_says_who_is_late(browser, inquiry, ward_officer, officer, due):
    with time_machine.travel(due + datetime.timedelta(days=2), tick=False):
        page = words(browser, ward_officer, inquiry.get_absolute_url())
        assert "0/2団体が回答、2団体が期限超過" in page
        assert "大阪府堺市の回答を待っています" in words(browser, officer, inquiry.get_absolute_url())
    close(item=inquiry, by=ward_officer, although_silent=True)
    assert "0/2団体が回答、受付は終わっています" in words(browser, ward_officer, inquiry.get_absolute_url())
    assert "大阪府堺市は回答していません" in words(browser, officer, inquiry.get_absolute_url())


def test_only_who_may_no_longer_answer_is_told_so(browser, inquiry, ward_officer, officer):
    close(item=inquiry, by=ward_officer, although_silent=True)
    said = "もう回答や訂正はできません"
    assert said in words(browser, officer, inquiry.get_absolute_url())
    assert said not in words(browser, ward_officer, inquiry.get_absolute_url())


def test_changed_questions_stand_in_the_list_and_on_my_page(
    browser, inquiry, give_answer, change_question, officer, stranger
):
    changed = "回答のあとに質問が変わった照会"
    give_answer(inquiry, officer)
    assert changed not in pending_kinds(browser(officer))
    change_question(inquiry, 1, label="取組の内容を、年度ごとに書いてください。")
    assert changed in pending_kinds(browser(officer))
    assert "質問の変更</span>" in words(browser, officer, "/inquiries/?own=changed")
    assert "回答のあとに質問が変わりました" in words(browser, officer, "/organization/handover/paper/")
    assert changed not in pending_kinds(browser(stranger))  # has not answered yet
    assert inquiry.title not in words(browser, stranger, "/inquiries/?own=changed")
    give_answer(inquiry, officer)
    assert changed not in pending_kinds(browser(officer))


def test_the_number_of_a_mail_opens_the_inquiry_and_no_topic_of_that_number(
    browser, inquiry, ward_officer, officer, colleague, reader
):
    for person in (ward_officer, officer, colleague, reader):
        answer = browser(person).get("/search/", {"q": inquiry.number_name})
        assert (answer.status_code, answer.headers.get("Location")) == (302, inquiry.get_absolute_url())
    withdraw(item=inquiry, by=ward_officer, reason="重なっていました。")
    assert browser(officer).get("/search/", {"q": inquiry.number_name}).status_code == 302


def test_the_number_opens_nothing_for_who_was_not_asked(
    browser, client, make_inquiry, ward_officer, sakai, stranger
):
    inquiry = make_inquiry(ward_officer, [sakai])
    assert browser(stranger).get("/search/", {"q": inquiry.number_name}).status_code == 200
    assert client.get("/search/", {"q": inquiry.number_name}).status_code == 200


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_every_mail_says_the_same_way_how_to_come_without_its_link(path):
    said = path.read_text()
    assert ("{{ url }}" in said) == ("{% without_link inquiry %}" in said)
    ways = sum(f'/mails/{part}.txt"' in said for part in ("_way", "_progress"))
    assert ways + ("{{ url }}" in said) == 1


@pytest.mark.parametrize("part", ["_way", "_progress"])
def test_the_shared_part_of_the_mails_says_it_too(part):
    said = next(ROOM.glob(f"*/mails/{part}.txt")).read_text()
    assert said.count("{{ url }}") == said.count("{% without_link inquiry %}") == 1


def test_the_mail_that_asks_is_complete_in_itself(make_inquiry, ward_officer, officer, sakai):
    inquiry = make_inquiry(ward_officer, [sakai], results_shown="all", needs_representative=True)
    write_mails("inquiries.inquiry_sent")
    body = OutgoingMail.objects.filter(to=officer.email).get().body
    for said in (
        "問2 参加した人数（数、単位 人、任意）",
        "  選択肢: 続ける、やめる、未定",
        "団体ごとの回答まで見せます",
        "代表担当者が回答",
        f"サイト内検索に\n「{inquiry.number_name}」",
        inquiry.get_absolute_url(),
        inquiry.section.mailbox,
    ):
        assert said in body


def test_a_draft_that_came_back_still_marks_what_must_be_answered(browser, inquiry, officer):
    url = f"{inquiry.get_absolute_url()}answer/"
    marks = words(browser, officer, url).count("field__mark")
    came_back = browser(officer).post(url, {"save_draft": "1", "q2": "多数"})
    assert came_back.status_code == 400
    assert came_back.content.decode().count("field__mark") == marks > 0


def test_many_answers_are_folded_below_the_button(
    browser, make_inquiry, give_answer, ward_officer, officer, sakai
):
    questions = [{"kind": "text", "label": f"項目{number}"} for number in range(11)]
    inquiry = make_inquiry(ward_officer, [sakai], questions=questions)
    give_answer(inquiry, officer, {number: "あります。" for number in range(1, 12)})
    page = words(browser, officer, inquiry.get_absolute_url())
    assert page.index("回答を訂正する") < page.index("回答の内容を読む（11問）") < page.index("項目10")
