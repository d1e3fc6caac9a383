"""Who gets mail about an assignment, and when reminders come: once before the day, once after it."""

import datetime

import pytest
from django.utils import timezone

from board.assignments.actions import assign_topic, finish_assignment
from board.assignments.models import Assignment
from board.assignments.tasks import remind_assignee
from board.moderation.actions import hide_post
from board.topics.audience import Audience
from board.topics.models import Topic
from common.clock_runs.tasks import run_clock_job
from common.outbox.models import OutgoingMail
from members.users.actions import deactivate_user
from tests.worker import by_clock
from tests.worker import told as work

FRIDAY = datetime.date(2026, 11, 27)
MONDAY, TUESDAY = datetime.date(2026, 11, 30), datetime.date(2026, 12, 1)
LONG_AGO = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def give(topic, officer):
    def give(assignee, due=None, by=officer):
        row = assign_topic(topic=topic, by=by, assignee=assignee, note="確かめてください。")
        Assignment.objects.filter(pk=row.pk).update(due=due, at=LONG_AGO)
        row.refresh_from_db()
        return row

    return give


def told():
    """Of what the worker writes: to whom, and the subject."""
    for mail in ("board.topic_assigned", "board.assignment_reassigned"):
        work(job=mail)
    return sorted(OutgoingMail.objects.exclude(state="skipped").values_list("to", "subject"))


def test_the_new_assignee_is_mailed(give, colleague, topic):
    give(colleague, TUESDAY)
    told()
    mail = OutgoingMail.objects.get()
    assert mail.to == colleague.email
    due = "（令和8年12月1日(火)まで）"
    assert mail.subject == f"掲示板 第{topic.pk}号の担当になりました{due}: {topic.title}（大阪府堺市）"
    assert "堺 花子さんが、あなたを" in mail.body
    assert "確かめてください。" in mail.body
    assert f"「{topic.number_name}」と入力" in mail.body


def test_who_assigns_themselves_gets_no_mail(give, officer):
    give(officer)
    assert told() == []


def test_the_former_assignee_is_mailed_too(officer, colleague, make_user, sakai, topic, give):
    give(colleague)
    third = make_user("third@city.example", sakai, "堺 三郎")
    assign_topic(topic=topic, by=officer, assignee=third, seen=colleague.pk)
    about = f": {topic.title}（大阪府堺市）"
    assert told() == [
        (colleague.email, f"掲示板 第{topic.pk}号の担当が堺 三郎さんに替わりました{about}"),
        (third.email, f"掲示板 第{topic.pk}号の担当になりました{about}"),
    ]


@pytest.mark.parametrize("how", ["narrowed", "hidden"])
def test_a_topic_out_of_reach_is_mailed_to_nobody(
    stranger, make_user, kushiro, topic, secretariat, time_machine, how
):
    time_machine.move_to(datetime.datetime.combine(FRIDAY, datetime.time(0, 30), datetime.UTC))
    other = make_user("other@city.example", kushiro, "釧路 四郎")
    row = assign_topic(topic=topic, by=stranger, assignee=other)
    Assignment.objects.filter(pk=row.pk).update(due=MONDAY, at=LONG_AGO)
    if how == "narrowed":
        Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    else:
        hide_post(post=topic, by=secretariat, reason="x")
    assert told() == []
    assert by_clock(remind_assignee, day=FRIDAY) == 0
    assert told() == []


@pytest.mark.parametrize(
    ("today", "due", "word"),
    [
        (FRIDAY, MONDAY, "近づいて"),
        (FRIDAY, datetime.date(2026, 11, 29), "近づいて"),  # a Sunday: the working day before it is Friday
        (FRIDAY, FRIDAY, "近づいて"),  # the worker was down the day before
        (FRIDAY, TUESDAY, ""),
        (datetime.date(2026, 11, 28), MONDAY, ""),  # Saturday
        (MONDAY, FRIDAY, "過ぎて"),
        (datetime.date(2026, 12, 28), datetime.date(2027, 1, 4), "近づいて"),  # over the new year
        (datetime.date(2027, 1, 1), datetime.date(2027, 1, 4), ""),
        (MONDAY, datetime.date(2026, 10, 1), ""),  # too long ago to be news
        (datetime.date(2028, 2, 28), datetime.date(2028, 2, 29), "近づいて"),
    ],
)
def test_reminders_come_on_working_days_around_the_day(give, colleague, today, due, word, time_machine):
    time_machine.move_to(datetime.datetime.combine(today, datetime.time(0, 30), datetime.UTC))
    give(colleague, due)
    for _ in range(2):
        by_clock(remind_assignee, day=today)
    subjects = list(OutgoingMail.objects.values_list("subject", flat=True))
    assert len(subjects) == bool(word)
    assert all(word in subject for subject in subjects)


def test_one_mail_before_and_one_after(give, colleague, time_machine):
    give(colleague, MONDAY)
    for day in (FRIDAY, MONDAY, TUESDAY, datetime.date(2026, 12, 2)):
        time_machine.move_to(datetime.datetime.combine(day, datetime.time(0, 30), datetime.UTC))
        by_clock(remind_assignee, day=day)
    subjects = OutgoingMail.objects.order_by("id").values_list("subject", flat=True)
    assert [subject.partition("の対応の")[2][:6] for subject in subjects] == ["期限が近づい", "期限を過ぎて"]


def test_what_was_given_today_or_is_done_is_not_reminded_of(give, colleague, officer, time_machine):
    time_machine.move_to(datetime.datetime.combine(FRIDAY, datetime.time(0, 30), datetime.UTC))
    row = give(colleague, MONDAY)
    Assignment.objects.filter(pk=row.pk).update(at=datetime.datetime.now(datetime.UTC))
    assert by_clock(remind_assignee, day=FRIDAY) == 0
    Assignment.objects.filter(pk=row.pk).update(at=LONG_AGO)
    finish_assignment(assignment=row, by=officer)
    assert by_clock(remind_assignee, day=FRIDAY) == 0


def test_what_has_no_active_assignee_is_mailed_to_the_section(give, colleague, officer, time_machine):
    time_machine.move_to(datetime.datetime.combine(FRIDAY, datetime.time(0, 30), datetime.UTC))
    give(colleague, MONDAY)
    deactivate_user(user=colleague, by=officer, reason="退職")
    OutgoingMail.objects.all().delete()
    by_clock(remind_assignee, day=FRIDAY)
    mail = OutgoingMail.objects.get()
    assert mail.to == officer.section.mailbox
    assert "担当者なし（前の担当者は堺 次郎さんです" in mail.body


@pytest.mark.parametrize(("hour", "mails"), [(6, 0), (8, 1), (17, 1), (18, 0)])
def test_reminders_come_in_office_hours_of_japan(give, colleague, time_machine, hour, mails):
    zone = datetime.timezone(datetime.timedelta(hours=9))
    time_machine.move_to(datetime.datetime.combine(FRIDAY, datetime.time(hour, 5), zone))
    give(colleague, MONDAY)
    Assignment.objects.update(at=timezone.now() - datetime.timedelta(days=1))
    run_clock_job.func("board.remind_assignee")
    assert OutgoingMail.objects.filter(purpose="board.assignment_due").count() == mails
