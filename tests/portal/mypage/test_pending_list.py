"""My page is a list of things to do: overdue first, then by due date, each with one button."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.assignments.actions import assign_topic
from board.assignments.models import Assignment
from common.japanese_calendar import add_working_days, today
from correspondence.sending.actions import ask_approval
from events.calls.models import ExhibitorCall
from events.participations.models import RoleState
from events.sheets.actions import ask_for_sheet
from inquiries.answers.actions import propose_answer
from inquiries.delegation.actions import delegate_answer
from inquiries.inquiries.models import Inquiry
from inquiries.sending.models import ApprovalRule
from members.organizations.models import Organization
from members.users.models import User
from pamphlets.ward_questions.actions import ask_back
from tests.mypage import pending_items, pending_kinds
from tests.pamphlets.asking import ask

DAY = datetime.timedelta(days=1)
LATE = datetime.date(2026, 1, 5)


def days_ahead(count):
    return add_working_days(today(), count)


@pytest.fixture
def eight_kinds(
    officer, colleague, stranger, ward_officer, koto, sakai, topic,
    make_inquiry, make_call, make_event, make_join, plan_handover, apply,
):  # fmt: skip
    """What waits for 堺 花子, of nine kinds, the latest due date first."""
    pamphlet = ask(officer, [koto], title="秋の観光")
    ask_back(answer=pamphlet.answers.get(), text="大きさは。", by=ward_officer)
    make_join()
    plan_handover(colleague, email=officer.email, days=20)
    invited = make_call(make_event("北の展示", starts_on=today() + 90 * DAY), apply_until=days_ahead(9))
    part = invited.event.participations.create(organization=sakai, came_by="invitation")
    part.roles.create(role="booth", state=RoleState.INVITED)
    shows = make_call(make_event("南の展示", starts_on=today() + 90 * DAY), sheet_due_on=days_ahead(6))
    part = apply(shows, officer, "booth")
    part.roles.update(state=RoleState.ACCEPTED, decided_at=part.answered_at, decided_by=officer)
    ask_for_sheet(participation=part)
    own = make_event("堺の祭り", owner=sakai, starts_on=today() + 90 * DAY)
    apply(make_call(own, by=officer), stranger, "booth", "panel")
    assign_topic(topic=topic, by=colleague, assignee=officer, due=days_ahead(3), note="", seen=0)
    make_inquiry(ward_officer, [sakai], title="来週の照会", answer_due=days_ahead(2))
    late = make_inquiry(ward_officer, [sakai], title="遅れた照会")
    Inquiry.objects.filter(pk=late.pk).update(answer_due=LATE)
    return late


def test_what_is_overdue_comes_first_and_each_thing_has_one_button(browser, officer, eight_kinds):
    client = browser(officer)
    items = pending_items(client)
    assert [(item.title, item.verb) for item in items if item.due] == [
        ("遅れた照会", "回答する"),
        ("来週の照会", "回答する"),
        ("物産展を一緒に開きませんか", "投稿を開く"),
        ("南の展示の紹介シート", "書いて提出する"),
        ("北の展示への出展の招待", "回答する"),
        (items[5].title, "確かめる"),
    ]
    assert "引き継ぐ予定です" in items[5].title
    assert {(item.label, item.verb) for item in items if not item.due} == {
        ("区からの問い合わせへの返事", "返事をする"),
        ("担当者の追加の申請", "審査する"),
        ("決定を待つ出展の申込", "決定する"),
        ("登録内容の確認", "確認する"),
    }
    assert len({item.label for item in items}) >= 8
    page = client.get("/mypage/").content.decode()
    rows = re.findall(
        r"<li(?: class=\"is-overdue\")?>.*?</li>", page.split('class="work-items"')[1], re.DOTALL
    )
    rows = rows[: len(items)]
    assert [row.count('class="button') for row in rows] == [1] * len(items)
    assert [item.url in row and item.verb in row for item, row in zip(items, rows, strict=True)] == [
        True
    ] * len(rows)
    assert "期限超過" in rows[0]
    assert "1月5日(月)まで" in rows[0] or "令和8年1月5日(月)まで" in rows[0]
    assert not any("期限超過" in row for row in rows[1:])


def test_each_button_leads_where_it_can_be_done(browser, officer, eight_kinds):
    client = browser(officer)
    for item in pending_items(client):
        answer = client.get(item.url, follow=True)
        assert answer.status_code == 200, item
        assert client.get(item.list_url).status_code == 200, item


def test_two_applications_to_one_event_are_one_thing(browser, officer, eight_kinds):
    (item,) = [item for item in pending_items(browser(officer)) if item.label == "決定を待つ出展の申込"]
    assert (item.who, item.days_words) == ("2件の申込", "今日受付")


@pytest.mark.parametrize("who", ["reader", "stranger", "ward_officer", "secretariat"])
def test_nothing_of_it_waits_for_others(request, browser, eight_kinds, who):
    """Not for a reader, who does nothing of it, nor for another organisation."""
    user = request.getfixturevalue(who)
    own = {item.key for item in pending_items(browser(request.getfixturevalue("officer")))}
    theirs = {item.key for item in pending_items(browser(user))}
    assert not (own & theirs) - {"members.confirm"}


def test_who_writes_no_final_answer_is_not_asked_for_it(
    browser, make_inquiry, ward_officer, officer, colleague, sakai
):
    inquiry = make_inquiry(ward_officer, [sakai], needs_representative=True)
    answer = inquiry.answers.get()
    kind = "代表担当者の確認を待つ照会の回答"
    User.objects.filter(pk=colleague.pk).update(role=User.Role.OFFICER)
    assert "回答を待つ照会" in pending_kinds(browser(colleague))
    values = dict.fromkeys(inquiry.questions.current())
    colleague.refresh_from_db()
    propose_answer(answer=answer, by=colleague, version=answer.version, state="answered", values=values)
    assert kind in pending_kinds(browser(officer))
    assert not [item for item in pending_items(browser(colleague)) if item.key.startswith("inquiries.")]


def test_more_than_fifteen_are_found_by_kind(browser, make_inquiry, ward_officer, officer, sakai):
    for number in range(16):
        make_inquiry(ward_officer, [sakai], title=f"照会{number}")
    answer = browser(officer).get("/mypage/")
    assert len(answer.context["pending"].shown) == 15
    page = answer.content.decode()
    assert page.count('class="button button--small') == 15
    assert "すべて見る（17件）" in page
    assert '<a href="/inquiries/?own=owed">回答を待つ照会（16件）</a>' in page


def test_the_cost_is_the_same_for_one_and_three_of_each_kind(
    browser, make_inquiry, ward_officer, officer, colleague, sakai, koto, make_topic
):
    def fill():
        make_inquiry(ward_officer, [sakai])
        ask_back(answer=ask(officer, [koto]).answers.get(), text="大きさは。", by=ward_officer)
        assign_topic(topic=make_topic(officer), by=colleague, assignee=officer, due=None, note="", seen=0)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/mypage/").status_code == 200
        return len(captured)

    client = browser(officer)
    client.get("/mypage/")
    none = cost()
    fill()
    one = cost()
    fill()
    fill()
    assert len(pending_items(client)) == 10
    assert cost() == one == none <= 11


def test_empty_sections_vanish(browser, stranger, kushiro):
    Organization.objects.filter(pk=kushiro.pk).update(confirmed_at=datetime.datetime.now(datetime.UTC))
    page = browser(stranger).get("/mypage/").content.decode()
    assert "いま対応が必要なことはありません。" in page
    for heading in ("進行中のもの", "未読の投稿", "下書き</h2>"):
        assert heading not in page
    assert "よく使うページ" in page


def test_what_is_running_says_how_it_stands(
    browser,
    officer,
    ward_officer,
    sakai,
    koto,
    kushiro,
    make_inquiry,
    give_answer,
    stranger,
    make_call,
    apply,
):
    ask(officer, [koto], title="秋の観光")
    apply(make_call(), officer, "booth", "panel")
    page = browser(officer).get("/mypage/").content.decode()
    assert "0/1区が回答" in page
    assert "ブース 申込済、パネル 申込済" in page
    give_answer(make_inquiry(ward_officer, [sakai, kushiro]), officer)
    assert "1/2団体が回答" in browser(ward_officer).get("/mypage/").content.decode()


def test_what_was_sent_back_waits_for_its_writers(
    browser, make_inquiry_draft, make_user, ward_officer, koto, sakai, make_report, secretariat
):
    report = make_report(submit=True)
    sent_back = {"edition": "1", "note": "終了日を入力してください"}
    browser(secretariat).post(f"{report.get_absolute_url()}return/", sent_back)
    ApprovalRule.objects.create(organization=koto, needs_approval=True)
    clerk = make_user("clerk@city.koto.example", koto, role=User.Role.OFFICER)
    draft = make_inquiry_draft(clerk, [sakai])
    ask_approval(item=draft, by=clerk, version=draft.version)
    client = browser(ward_officer)
    assert {"差し戻された災害支援の報告", "承認を待つ照会"} <= set(pending_kinds(client))
    assert "承認を待つ照会" not in pending_kinds(browser(clerk))
    client.post(f"/inquiries/{draft.pk}/return/", {"reason": "期限を延ばしてください。"})
    assert {"差し戻された災害支援の報告", "差し戻された照会"} <= set(pending_kinds(browser(clerk)))


def test_a_topic_that_they_may_not_read_any_more_is_gone(browser, officer, colleague, stranger, make_topic):
    shared = make_topic(stranger, audience="chosen", audience_organizations=[officer.organization])
    assign_topic(topic=shared, by=colleague, assignee=officer, due=None, note="", seen=0)
    client = browser(officer)
    assert "担当している投稿" in pending_kinds(client)
    shared.audience_organizations.clear()
    assert "担当している投稿" not in pending_kinds(client)
    assert client.get(f"/board/assignments/{Assignment.objects.get().pk}/").url == "/board/assignments/"


def test_the_day_of_the_end_of_a_call_ends_its_invitation(browser, officer, sakai, make_call):
    call = make_call()
    part = call.event.participations.create(organization=sakai, came_by="invitation")
    part.roles.create(role="booth", state=RoleState.INVITED)
    client = browser(officer)
    assert "回答を待つ出展の招待" in pending_kinds(client)
    ExhibitorCall.objects.update(apply_until=today() - DAY)
    assert "回答を待つ出展の招待" not in pending_kinds(client)


def test_a_delegated_answer_says_whose_it_is(browser, make_inquiry, ward_officer, officer, colleague, sakai):
    answer = make_inquiry(ward_officer, [sakai]).answers.get()
    delegate_answer(answer=answer, by=officer, assignee=colleague)
    states = {who: [i.state for i in pending_items(browser(who)) if i.number] for who in (officer, colleague)}
    assert states == {officer: ["担当者あり"], colleague: ["あなたが担当"]}
