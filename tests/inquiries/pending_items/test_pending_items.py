"""What waits for a person on my-page, what a successor gets, and what the hand-over paper lists."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from inquiries.answers.actions import propose_answer, return_answer
from inquiries.delegation.actions import delegate_answer
from inquiries.inquiries.models import Inquiry
from members.handovers.actions import hand_over as handovers_hand_over
from members.users.models import User
from tests.inquiries.answers.answering import told
from tests.mypage import pending_items

pytestmark = pytest.mark.django_db
MYPAGE, PAPER = "/mypage/", "/organization/handover/paper/"


def words(client, path):
    return client.get(path).content.decode()


def inquiries_of(client):
    """(title, state, whether it is overdue) of those on my page, in its order."""
    items = [item for item in pending_items(client) if item.key.startswith("inquiries.")]
    return [(item.title, item.state, item.is_overdue) for item in items]


def delegate(inquiry, by, to):
    answer = inquiry.answers.get(organization=by.organization)
    return delegate_answer(answer=answer, by=by, assignee=to)


def test_my_page_says_what_waits_and_what_is_late(
    browser, make_inquiry, give_answer, ward_officer, officer, colleague, reader, sakai
):
    first, late = make_inquiry(ward_officer, [sakai]), make_inquiry(ward_officer, [sakai], title="遅れた照会")
    client = browser(officer)
    assert inquiries_of(client) == [(first.title, "", False), (late.title, "", False)]
    assert inquiries_of(browser(reader)) == []
    assert inquiries_of(browser(ward_officer)) == []
    Inquiry.objects.filter(pk=late.pk).update(answer_due=datetime.date(2026, 1, 5))
    delegate(first, officer, colleague)
    assert inquiries_of(client) == [(late.title, "", True), (first.title, "担当者あり", False)]
    assert inquiries_of(browser(colleague)) == [(late.title, "", True), (first.title, "あなたが担当", False)]
    for inquiry in (first, late):
        give_answer(inquiry, officer)
    assert inquiries_of(browser(colleague)) == []


@pytest.mark.parametrize("person", ["officer", "secretariat"])
def test_my_page_costs_the_same_with_inquiries(
    request, browser, make_inquiry, ward_officer, officer, secretariat, sakai, secretariat_body, person
):
    client = browser(request.getfixturevalue(person))

    def cost():
        client.get(MYPAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(MYPAGE)
        return len(captured)

    none = cost()
    for n in range(3):
        make_inquiry(ward_officer, [sakai, secretariat_body], title=f"照会{n}")
    assert cost() == none <= 12


def hand_over(leaving, by):
    handovers_hand_over(
        leaving=leaving,
        successor_name="後任 七子",
        successor_email="successor@city.example",
        effective_on=japanese_calendar.today(),
        by=by,
    )
    return User.objects.get(email="successor@city.example")


def test_open_delegations_pass_to_the_successor_with_their_day(
    make_inquiry, give_answer, ward_officer, officer, colleague, sakai
):
    still, done = make_inquiry(ward_officer, [sakai]), make_inquiry(ward_officer, [sakai], title="答えた")
    before = {inquiry: delegate(inquiry, officer, colleague) for inquiry in (still, done)}
    give_answer(done, officer)
    successor = hand_over(colleague, officer)
    answer = still.answers.get()
    assert answer.delegated_to == successor
    assert answer.delegated_at == before[still].delegated_at
    assert done.answers.get().delegated_to == colleague
    entry = AuditEntry.objects.get(verb="inquiries.answer_passed")
    assert entry.object_id == str(still.pk)


def test_who_proposed_and_passed_on_his_post_is_told_by_his_successor(
    confirmed, give_answer, officer, colleague
):
    answer = confirmed.answers.get()
    values = dict.fromkeys(confirmed.questions.current())
    propose_answer(answer=answer, by=colleague, version=1, state="answered", values=values)
    successor = hand_over(colleague, officer)
    return_answer(answer=answer, by=officer, note="直してください。")
    assert told("answer_returned") == {successor.email}


def test_the_paper_lists_what_is_open(
    browser, make_inquiry, ward_officer, officer, colleague, secretariat, sakai, koto, minato_officer
):
    owed = make_inquiry(ward_officer, [sakai], title="堺市への照会")
    closed = make_inquiry(ward_officer, [sakai], title="取り下げた照会")
    Inquiry.objects.filter(pk=closed.pk).update(
        state="withdrawn",
        withdrawn_at=closed.sent_at,
        withdrawn_by=ward_officer,
        withdrawn_reason="誤り",
    )
    delegate(owed, officer, colleague)
    paper = words(browser(colleague), PAPER)
    assert "担当している照会（1件）" in paper
    assert "この団体の回答を待つ照会（1件）" in paper
    assert "堺市への照会" in paper
    assert "取り下げた照会" not in paper
    assert "担当している照会（0件）" in words(browser(officer), PAPER)
    of_colleague = words(browser(secretariat), f"{PAPER}?person={colleague.pk}")
    assert "担当している照会（" not in of_colleague
    assert "この団体の回答を待つ照会（1件）" in of_colleague
    own = words(browser(ward_officer), PAPER)
    assert "この部署が出した受付中の照会（1件）" in own
