"""After an inquiry was sent: the due date moves, others are asked, it is closed or withdrawn."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import japanese_calendar
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from correspondence.closing.actions import withdraw
from inquiries.answers.models import InquiryAnswer
from inquiries.changes.actions import ValidationError, add_organizations, move_due
from inquiries.inquiries.models import Inquiry
from tests.inquiries.asking import CAST, url
from tests.threads import in_threads
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db
LATER = japanese_calendar.add_working_days(japanese_calendar.today(), 20)


@pytest.fixture
def opened(make_inquiry, ward_officer, sakai, kushiro):
    return make_inquiry(ward_officer, [sakai, kushiro])


@pytest.fixture
def client(browser, ward_officer):
    return browser(ward_officer)


def due(day=LATER, version=1, note=""):
    return {"due-answer_due": day.isoformat(), "due-version": str(version), "due-note": note}


POSTS = {
    "due": due(),
    "add": {"organizations": "港区"},
    "close": {"although_silent": "on"},
    "withdraw": {"reason": "間違えて照会したため"},
}


@pytest.mark.parametrize("what", POSTS)
def test_open_inquiry_is_changed(browser, opened, minato, officer, ward_officer, what):
    client = browser(ward_officer)
    assert client.post(url(opened, what), POSTS[what]).status_code == 302
    assert opened.steps.count() == 2
    assert "この照会から新しい下書きを作る" in client.get(url(opened)).content.decode()
    assert "この照会から新しい下書きを作る" not in browser(officer).get(url(opened)).content.decode()


@pytest.mark.parametrize("what", POSTS)
def test_open_inquiry_bad_form_stays(client, opened, what):
    response = client.post(url(opened, what), {})
    assert response.status_code == 400
    assert "error-summary" in response.content.decode()
    assert opened.steps.count() == 1


@pytest.mark.parametrize("later", [True, False])
def test_a_moved_due_date_is_told_to_whom_it_concerns(client, opened, give_answer, officer, stranger, later):
    give_answer(opened, officer)
    day = LATER if later else japanese_calendar.add_working_days(japanese_calendar.today(), 3)
    before = japanese_calendar.wareki(opened.answer_due)
    page = client.post(url(opened, "due"), due(day, note="連休のため"), follow=True).content.decode()
    assert f"回答期限を{japanese_calendar.wareki(day)}に変えました" in page
    opened.refresh_from_db()
    assert (opened.answer_due, opened.version) == (day, 2)
    step = opened.steps.get(kind="extended")
    assert step.changes == {"回答期限": [before, japanese_calendar.wareki(day)]}
    write_mails()
    told = {mail.to: mail.body for mail in OutgoingMail.objects.filter(purpose="inquiries.inquiry_due_moved")}
    assert stranger.email in told
    assert (officer.email in told) == later
    assert "連休のため" in told[stranger.email]
    assert ("訂正できます" in told.get(officer.email, "")) == later


def test_a_due_date_on_a_closed_day_is_moved_and_said(client, opened):
    saturday = LATER + datetime.timedelta(days=(5 - LATER.weekday()) % 7)
    page = client.post(url(opened, "due"), due(saturday), follow=True).content.decode()
    opened.refresh_from_db()
    assert opened.answer_due == japanese_calendar.add_working_days(saturday, 0) > saturday
    assert "閉庁日のため、次の開庁日の" in page


@pytest.mark.parametrize("typed", ["2026-01-05", "令和9年2月29日", "2038-01-05", "未定", "9" * 500, "\0"])
def test_a_due_date_that_cannot_be_is_refused(client, opened, typed):
    response = client.post(url(opened, "due"), due() | {"due-answer_due": typed})
    assert response.status_code == 400
    assert list(response.context["due_form"].errors) == ["answer_due"]


def test_the_same_due_date_is_no_change(client, opened):
    assert client.post(url(opened, "due"), due(opened.answer_due)).status_code == 400
    with pytest.raises(ValidationError):
        move_due(inquiry=opened, by=opened.author, version=1, answer_due=japanese_calendar.today())


def test_a_due_date_that_a_colleague_moved_is_shown(client, opened):
    client.post(url(opened, "due"), due())
    another = japanese_calendar.add_working_days(LATER, 1)
    response = client.post(url(opened, "due"), due(another))
    assert response.status_code == 400
    assert "先にほかの担当者がこの照会を変えました" in response.content.decode()
    assert client.post(url(opened, "due"), due(another, version=2)).status_code == 302


def test_added_organizations_are_asked_once_and_only_they_are_told(
    client, opened, minato, minato_officer, officer, sakai, koto
):
    data = {"organizations": "港区\n大阪府堺市\n江東区", "idempotency_key": str(uuid.uuid4())}
    page = client.post(url(opened, "add"), data, follow=True).content.decode()
    assert "1団体に追加で照会しました。2団体には既に照会しています。" in page
    assert client.post(url(opened, "add"), data).status_code == 302  # a double click
    assert opened.answers.count() == 3
    assert opened.answers.get(organization=minato).added_at
    assert opened.steps.get(kind="added").changes == {"追加した団体": ["", "港区"]}
    write_mails("inquiries.inquiry_sent")
    told = set(OutgoingMail.objects.filter(facts__has_key="added").values_list("to", flat=True))
    assert minato_officer.email in told
    assert officer.email not in told


@pytest.mark.parametrize("typed", ["大阪府堺市", "江東区", "アトランティス市", "\0", "あ" * 900_000])
def test_organizations_that_cannot_be_added(client, opened, typed):
    response = client.post(url(opened, "add"), {"organizations": typed})
    assert response.status_code == 400
    assert opened.answers.count() == 2


@pytest.mark.parametrize("days", [0, 1])
def test_nobody_is_added_when_the_due_date_is_over(client, opened, minato, days):
    due_day = japanese_calendar.today() - datetime.timedelta(days=days)
    Inquiry.objects.filter(pk=opened.pk).update(answer_due=due_day)
    response = client.post(url(opened, "add"), POSTS["add"])
    assert "先に回答期限を延ばしてください" in response.content.decode()
    assert client.post(url(opened, "due"), due()).status_code == 302
    assert client.post(url(opened, "add"), POSTS["add"]).status_code == 302


def test_closing_over_silent_organizations_is_asked(client, opened, give_answer, officer, stranger):
    give_answer(opened, officer)
    page = client.get(url(opened)).content.decode()
    assert "まだ回答していない団体が1団体あります" in page
    response = client.post(url(opened, "close"), {})
    assert response.status_code == 400
    assert "確認欄にチェックを入れてください" in response.content.decode()
    assert client.post(url(opened, "close"), POSTS["close"]).status_code == 302
    opened.refresh_from_db()
    assert (opened.state, opened.closed_by) == ("closed", opened.author)
    write_mails()
    told = mailed_to("inquiries.inquiry_closed")
    assert stranger.email in told
    assert officer.email not in told
    assert entries_of(opened).first().verb == "inquiries.inquiry_closed"


def test_closing_when_all_answered_asks_nothing(client, opened, give_answer, officer, stranger):
    give_answer(opened, officer)
    give_answer(opened, stranger)
    assert client.post(url(opened, "close"), {}).status_code == 302


@pytest.mark.parametrize("what", ["due", "add"])
def test_a_closed_inquiry_is_not_changed(client, opened, minato, what):
    client.post(url(opened, "close"), POSTS["close"])
    response = client.post(url(opened, what), POSTS[what])
    assert response.status_code == 403
    assert "回答を受け付けている間" in response.content.decode()
    with pytest.raises(ActionRefused):
        move_due(inquiry=opened, by=opened.author, version=1, answer_due=LATER)
    second = client.post(url(opened, "close"), POSTS["close"], follow=True)
    assert "先にほかの担当者が操作しました" in second.content.decode()
    assert "回答期限を変える" not in second.content.decode()


def test_a_withdrawn_inquiry_is_told_to_all_and_stays(client, opened, give_answer, officer, stranger):
    answer = give_answer(opened, officer)
    client.post(url(opened, "close"), POSTS["close"])
    assert client.post(url(opened, "withdraw"), POSTS["withdraw"]).status_code == 302
    second = client.post(url(opened, "withdraw"), {"reason": "もう一度"}, follow=True).content.decode()
    assert "既に取り下げられています" in second
    opened.refresh_from_db()
    assert (opened.state, opened.withdrawn_reason) == ("withdrawn", "間違えて照会したため")
    assert InquiryAnswer.objects.get(pk=answer.pk).values.exists()
    write_mails()
    told = {mail.to: mail.body for mail in OutgoingMail.objects.filter(purpose="inquiries.inquiry_withdrawn")}
    assert {officer.email, stranger.email} <= set(told)
    assert "間違えて照会したため" in told[stranger.email]
    assert "回答は不要です" in told[stranger.email]


@pytest.mark.parametrize("reason", ["", "\0", "あ" * 501, "あ" * 900_000])
def test_a_withdrawal_wants_its_reason(client, opened, reason):
    assert client.post(url(opened, "withdraw"), {"reason": reason}).status_code == 400
    opened.refresh_from_db()
    assert opened.is_open


def test_who_is_told_of_what_no_longer_stands(client, opened):
    client.post(url(opened, "due"), due())
    client.post(url(opened, "withdraw"), POSTS["withdraw"])
    write_mails("inquiries.inquiry_due_moved")
    assert not mailed_to()


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_organization_ask_it_once(browser, opened, ward_officer, minato):
    def add():
        return browser(ward_officer).post(url(opened, "add"), POSTS["add"]).status_code

    assert sorted(in_threads(add, add)) == [302, 400]
    assert opened.answers.filter(organization=minato).count() == 1


def test_what_an_open_inquiry_offers_costs_the_same_for_many(
    client, make_inquiry, make_organization, ward_officer
):
    counts = []
    for number in (1, 3):
        asked = [make_organization(f"{number}の{n}町", prefecture="北海道") for n in range(number)]
        inquiry = make_inquiry(ward_officer, asked)
        for page in (url(inquiry), url(inquiry, "add"), url(inquiry, "questions")):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts[1:3]) <= 12


@pytest.mark.parametrize(
    ("reach", "finds"),
    [
        ("members", {"ward_officer", "minato_officer", "officer", "stranger", "secretariat"}),
        ("wards", {"ward_officer", "minato_officer", "secretariat"}),
        ("chosen", {"ward_officer", "officer", "secretariat"}),
    ],
)
def test_an_inquiry_is_found_by_whom_it_concerns(
    request, make_inquiry, ward_officer, minato, sakai, kushiro, secretariat_body, reach, finds
):
    people = {who: request.getfixturevalue(who) for who in CAST if who != "reader"}
    inquiry = make_inquiry(ward_officer, [sakai], reach=reach)

    def found(words):
        refresh_index_now(inquiry)
        return {
            who
            for who, user in people.items()
            if search_texts(words, audiences=audiences.audiences_of(user)).rows
        }

    for words in ("自治体間連携", "参考", "来年度の予定", inquiry.number_name):
        assert found(words) == finds
    if reach != "members":
        add_organizations(inquiry=inquiry, by=ward_officer, organizations=[kushiro])
        assert found("自治体間連携") == finds | {"stranger"}
    withdraw(item=inquiry, by=ward_officer, reason="誤り")
    assert found("自治体間連携") == set()
