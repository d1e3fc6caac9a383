"""Who in an organisation is responsible for a topic: assigned, reassigned, done, and seen by nobody else."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from board.assignments.actions import AssignedMeanwhile, assign_topic, finish_assignment
from board.assignments.models import Assignment
from board.topics.audience import Audience
from board.topics.models import Topic
from common import japanese_calendar
from common.audit_log.models import AuditEntry
from members.handovers.actions import hand_over
from members.users.actions import deactivate_user
from members.users.models import User
from tests.mypage import pending_items, pending_kinds
from tests.threads import in_threads

NOTE = "会場を観光課に確かめてください。"
LIST = "/board/assignments/"


def in_days(days):
    return japanese_calendar.today() + datetime.timedelta(days=days)


def assign_url(topic):
    return reverse("board:topic-assign", args=[topic.pk])


def finish_url(assignment):
    return reverse("board:assignment-finish", args=[assignment.pk])


def text(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def assignment(topic, officer, colleague):
    """堺市 assigned its topic to 堺 次郎, due in ten days."""
    return assign_topic(topic=topic, by=officer, assignee=colleague, due=in_days(10), note=NOTE)


@pytest.mark.parametrize("person", ["officer", "stranger", "secretariat"])
def test_topic_is_assigned(request, browser, topic, person):
    user = request.getfixturevalue(person)
    client = browser(user)
    assert client.get(assign_url(topic)).status_code == 200
    assert client.post(assign_url(topic), {"assignee": user.pk, "due": "", "seen": 0}).status_code == 302
    found = Assignment.objects.get()
    assert (found.topic, found.organization, found.assignee) == (topic, user.organization, user)
    assert user.name in text(client, topic.get_absolute_url())


@pytest.mark.parametrize("person", ["reader", "stranger", "secretariat", "gone"])
def test_only_who_acts_for_the_same_organisation_is_given_a_topic(
    request, browser, officer, colleague, topic, person
):
    if person == "gone":
        deactivate_user(user=colleague, by=officer, reason="退職")
        person = "colleague"
    user = request.getfixturevalue(person)
    response = browser(officer).post(assign_url(topic), {"assignee": user.pk})
    assert response.status_code == 400
    assert "自分の団体の「代表担当者」か「担当」の人から選んでください" in response.content.decode()
    with pytest.raises(PermissionDenied):
        assign_topic(topic=topic, by=officer, assignee=user)
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"due": "昨日"},
        {"due": str(in_days(-1))},
        {"due": "2099-01-01"},
        {"due": "令和8年2月29日"},
        {"assignee": ""},
        {"assignee": "\x00"},
        {"note": "あ" * 301},
        {"note": "\x00"},
        {"seen": "x"},
    ],
)
def test_topic_assign_refuses_and_keeps_what_was_typed(browser, officer, topic, data):
    response = browser(officer).post(assign_url(topic), {"assignee": officer.pk, "note": "残る", **data})
    assert response.status_code == 400
    assert "note" in data or "残る" in response.content.decode()
    assert not Assignment.objects.exists()


def test_a_closed_day_is_kept_and_said(browser, officer, topic):
    sunday = next(in_days(n) for n in range(1, 8) if in_days(n).weekday() == 6)
    client = browser(officer)
    data = {"assignee": officer.pk, "due": japanese_calendar.wareki(sunday, weekday=False)}
    page = client.post(assign_url(topic), data, follow=True).content.decode()
    assert "期限の日は閉庁日です" in page
    assert "（閉庁日）" in page
    assert Assignment.objects.get().due == sunday


@pytest.mark.parametrize("person", ["officer", "reader", "stranger", "ward_officer", "secretariat"])
def test_nobody_else_sees_it(request, browser, assignment, person):
    client = browser(request.getfixturevalue(person))
    for path in (assignment.topic.get_absolute_url(), f"{LIST}?who=all"):
        page = text(client, path)
        assert (NOTE in page) == (person in ("officer", "reader")), path
        assert ("堺 次郎" in page) == (person in ("officer", "reader")), path


def test_assignment_is_finished(browser, assignment, officer):
    browser(officer).post(finish_url(assignment))
    assignment.refresh_from_db()
    assert (assignment.is_done, assignment.done_by) == (True, officer)


def test_both_organisations_have_their_own(officer, ward_officer, assignment):
    other = assign_topic(topic=assignment.topic, by=ward_officer, assignee=ward_officer)
    assert set(Assignment.objects.visible_to(ward_officer)) == {other}
    assert set(Assignment.objects.visible_to(officer)) == {assignment}


def test_finishing_twice_changes_nothing_and_a_new_one_may_follow(officer, colleague, assignment):
    done = finish_assignment(assignment=assignment, by=colleague)
    assert finish_assignment(assignment=assignment, by=officer).done_at == done.done_at
    assert AuditEntry.objects.filter(verb="board.assignment_finished").count() == 1
    assign_topic(topic=assignment.topic, by=officer, assignee=officer)
    assert Assignment.objects.count() == 2


def test_reassigning_keeps_one_row_and_its_trace(browser, officer, colleague, assignment):
    client = browser(colleague)
    form = text(client, assign_url(assignment.topic))
    assert NOTE in form
    data = {"assignee": officer.pk, "due": "", "note": NOTE, "seen": colleague.pk}
    assert client.post(assign_url(assignment.topic), data).status_code == 302
    assert client.post(assign_url(assignment.topic), {**data, "seen": officer.pk}).status_code == 302
    row = Assignment.objects.get()
    assert (row.assignee, row.by, row.due) == (officer, colleague, None)
    entries = AuditEntry.objects.filter(verb="board.topic_assigned").order_by("id")
    assert len(entries) == 2
    assert entries[1].facts["changes"]["担当者"] == ["堺 次郎", "堺 花子"]


def test_who_comes_second_sees_it_and_may_save_again(browser, officer, colleague, topic):
    assign_topic(topic=topic, by=officer, assignee=officer)
    client = browser(colleague)
    data = {"assignee": colleague.pk, "seen": 0, "note": "私がします。"}
    response = client.post(assign_url(topic), data)
    assert response.status_code == 409
    page = response.content.decode()
    assert "堺 花子さんが先に堺 花子さんを担当にしました" in page
    assert "私がします。" in page
    assert client.post(assign_url(topic), {**data, "seen": officer.pk}).status_code == 302
    assert Assignment.objects.get().assignee == colleague


@pytest.mark.usefixtures("committed")
def test_two_who_decide_at_once_make_one(officer, colleague, make_topic):
    topic = make_topic(officer)

    def assign(user):
        try:
            return assign_topic(topic=topic, by=user, assignee=user)
        except AssignedMeanwhile:
            return None

    made = in_threads(lambda: assign(officer), lambda: assign(colleague))
    assert Assignment.objects.count() == sum(1 for row in made if row) == 1


def test_a_topic_that_may_not_be_read_may_not_be_assigned(browser, stranger, officer, make_draft, topic):
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    assert browser(stranger).get(assign_url(topic)).status_code == 404
    draft = make_draft(officer)
    assert browser(officer).get(assign_url(draft)).status_code == 403


def test_the_title_goes_when_the_topic_does(browser, stranger, officer, topic):
    assign_topic(topic=topic, by=stranger, assignee=stranger)
    assert topic.title in text(browser(stranger), LIST)
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    page = text(browser(stranger), LIST)
    assert topic.title not in page
    assert "いまは表示できない投稿" in page


def test_the_list_by_whose_and_by_state(browser, officer, colleague, make_topic):
    def give(title, assignee, days):
        topic = make_topic(officer, title=title)
        due = None if days is None else in_days(days)
        return assign_topic(topic=topic, by=officer, assignee=assignee, due=due)

    give("あとの投稿", colleague, 9)
    give("期限なしの投稿", colleague, None)
    late = give("遅れた投稿", colleague, 1)
    give("人の投稿", officer, 3)
    done = give("済んだ投稿", colleague, 2)
    Assignment.objects.filter(pk=late.pk).update(due=in_days(-1))
    finish_assignment(assignment=done, by=colleague)
    client = browser(colleague)
    page = text(client, LIST)
    titles = ["遅れた投稿", "あとの投稿", "期限なしの投稿"]
    assert sorted(titles, key=page.index) == titles
    assert page.count("期限超過") == 1
    assert "人の投稿" not in page
    assert "済んだ投稿" not in page
    assert "人の投稿" in text(client, f"{LIST}?who=all")
    page = text(client, f"{LIST}?who=all&state=done")
    assert "済んだ投稿" in page
    assert "あとの投稿" not in page
    assert "担当はありません" in text(browser(officer), f"{LIST}?state=done")


def test_finishing_from_the_list_leads_back_and_nowhere_else(browser, officer, assignment):
    client = browser(officer)
    response = client.post(finish_url(assignment), {"back": f"{LIST}?who=all"})
    assert response.url == f"{LIST}?who=all"
    response = client.post(finish_url(assignment), {"back": "https://evil.example/"})
    assert response.url == assignment.topic.get_absolute_url()


def test_the_list_costs_the_same_for_one_and_three(browser, officer, make_topic, django_assert_num_queries):
    client = browser(officer)
    assign_topic(topic=make_topic(officer), by=officer, assignee=officer)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    for _ in range(2):
        assign_topic(topic=make_topic(officer), by=officer, assignee=officer)
    with django_assert_num_queries(5):
        assert text(client, LIST).count("完了にする</button>") == 3


def test_a_topic_with_and_without_costs_the_same(
    browser, officer, topic, assignment, django_assert_num_queries
):
    client = browser(officer)
    client.get(topic.get_absolute_url())
    with django_assert_num_queries(5):
        client.get(topic.get_absolute_url())
    finish_assignment(assignment=assignment, by=officer)
    with django_assert_num_queries(5):
        assert "団体内の担当者を決める" in client.get(topic.get_absolute_url()).content.decode()


def test_what_nobody_holds_any_more_says_so(browser, officer, colleague, assignment):
    deactivate_user(user=colleague, by=officer, reason="退職")
    client = browser(officer)
    for path in (assignment.topic.get_absolute_url(), f"{LIST}?who=all"):
        assert "担当者なし" in text(client, path)
    page = text(client, assign_url(assignment.topic))
    assert '<option value="" selected>' in page
    assert "堺 次郎" not in page


def test_what_was_open_passes_to_the_successor(officer, colleague, topic, assignment, make_topic):
    done = assign_topic(topic=make_topic(officer), by=officer, assignee=colleague)
    finish_assignment(assignment=done, by=colleague)
    hand_over(
        leaving=colleague,
        successor_name="後任 七子",
        successor_email="successor@city.example",
        effective_on=japanese_calendar.today(),
        by=officer,
    )
    successor = User.objects.get(email="successor@city.example")
    assignment.refresh_from_db()
    done.refresh_from_db()
    assert (assignment.assignee, done.assignee) == (successor, colleague)
    assert AuditEntry.objects.get(verb="board.assignment_handed_over").object_id == str(assignment.pk)


def test_my_page_and_the_handover_paper_list_it(browser, officer, colleague, secretariat, topic, assignment):
    client = browser(colleague)
    assert "担当している投稿" in pending_kinds(client)
    assert "期限超過" not in text(client, "/mypage/")
    Assignment.objects.update(due=in_days(-3))
    assert pending_items(client)[0].is_overdue
    assert "期限超過" in text(client, "/mypage/")
    assert "担当している投稿" not in pending_kinds(browser(officer))
    paper = "/organization/handover/paper/"
    assert NOTE in text(client, paper)
    assert NOTE in text(browser(officer), f"{paper}?person={colleague.pk}")
    assert NOTE not in text(browser(secretariat), f"{paper}?person={colleague.pk}")


def test_one_open_assignment_for_topic_and_organisation(assignment):
    assignment.pk = None
    with pytest.raises(IntegrityError, match="assignment_one_open"), transaction.atomic():
        assignment.save(force_insert=True)


def test_done_needs_a_person(assignment):
    assignment.done_at = timezone.now()
    with pytest.raises(IntegrityError, match="assignment_done_whole"), transaction.atomic():
        assignment.save()
