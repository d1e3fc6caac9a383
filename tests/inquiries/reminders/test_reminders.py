"""Who owes an answer is reminded five and one working day before the due date, once each, on working days."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.clock_runs.tasks import run_clock_job
from common.outbox.models import OutgoingMail
from correspondence.sending.actions import create_answers
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.reminders.models import InquiryReminder
from inquiries.reminders.tasks import remind_organizations
from inquiries.steps.models import InquiryStep
from members.sections.models import Section
from members.users.models import User
from tests.worker import by_clock

DUE = datetime.date(2026, 12, 15)  # a Tuesday; five working days before is Tuesday the 8th, one is Monday
JAPAN = datetime.timezone(datetime.timedelta(hours=9))
pytestmark = pytest.mark.django_db


def at(day, hour=10):
    return time_machine.travel(datetime.datetime(2026, 12, day, hour, tzinfo=JAPAN), tick=False)


@pytest.fixture
def due():
    return DUE


@pytest.fixture
def asked(make_inquiry, ward_officer, officer, stranger, sakai, kushiro):
    with at(1):
        return make_inquiry(ward_officer, [sakai, kushiro])


def run(*days):
    counts = []
    for day in days:
        with at(day):
            counts.append(by_clock(remind_organizations))
    return counts


def told():
    return set(OutgoingMail.objects.filter(purpose="inquiries.inquiry_reminded").values_list("to", flat=True))


def test_five_and_one_working_day_before_once_each(asked):
    #        Mon Tue Wed Sat Sun Mon Tue Wed
    assert run(7, 8, 8, 9, 12, 13, 14, 14, 15, 16) == [0, 2, 0, 0, 0, 0, 2, 0, 0, 0]
    reminded = InquiryReminder.objects.values_list("answer__organization__name", "days_before")
    assert sorted(reminded) == [("堺市", 1), ("堺市", 5), ("釧路市", 1), ("釧路市", 5)]
    assert [
        e.facts["organizations"] for e in AuditEntry.objects.filter(verb="inquiries.inquiry_reminded")
    ] == [
        2,
        2,
    ]
    steps = InquiryStep.objects.filter(kind="reminded")
    assert [(step.answer, "2団体" in step.note) for step in steps] == [(None, False)] * 2


def test_the_mail_is_complete_in_itself(asked, officer, stranger, sakai, kushiro, reader):
    run(8)
    mailboxes = {section.mailbox for section in Section.objects.filter(organization__in=[sakai, kushiro])}
    assert told() == {officer.email, stranger.email, *mailboxes}  # the reader can answer nothing
    mail = OutgoingMail.objects.get(purpose="inquiries.inquiry_reminded", to=officer.email)
    assert "令和8年12月15日(火)まで" in mail.subject
    for words in (
        "自治体間連携の取組について",
        "江東区",
        f"照会 第{asked.pk}号",
        asked.get_absolute_url(),
        "該当なし",
    ):
        assert words in mail.body


def test_who_answered_is_left_alone(asked, give_answer, officer, stranger):
    with at(2):
        give_answer(asked, officer, state="none")
    assert run(8) == [1]
    assert officer.email not in told()


def test_a_missed_day_follows_and_the_first_is_left_out_where_the_last_is_due(asked):
    assert run(9) == [2]  # the 8th was a standstill
    assert run(15) == [2]  # on the due date itself, the last one
    assert set(InquiryReminder.objects.values_list("days_before", flat=True)) == {5, 1}
    InquiryReminder.objects.all().delete()
    assert run(14) == [2]
    assert set(InquiryReminder.objects.values_list("days_before", flat=True)) == {1}


def test_a_moved_due_date_has_reminders_of_its_own(asked):
    run(8)
    Inquiry.objects.filter(pk=asked.pk).update(answer_due=datetime.date(2026, 12, 22))
    assert run(14, 15, 21) == [0, 2, 2]


def test_who_is_asked_later_is_not_reminded_of_what_was_due_before(asked, minato, minato_officer):
    with at(10):
        create_answers(asked, [minato], added_at=timezone.now())
        assert by_clock(remind_organizations) == 2  # the two of before, whose first one a standstill missed
    assert run(14) == [3]


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_what_is_over_reminds_nobody(asked, ward_officer, state):
    over = {"closed_at": asked.sent_at, "closed_by": ward_officer}
    if state == "withdrawn":
        over = {"withdrawn_at": asked.sent_at, "withdrawn_by": ward_officer, "withdrawn_reason": "誤り"}
    Inquiry.objects.filter(pk=asked.pk).update(state=state, **over)
    assert run(8, 14) == [0, 0]


def test_who_left_is_not_reminded(asked, sakai):
    sakai.withdrawn_on = datetime.date(2026, 12, 3)
    sakai.save()
    assert run(8) == [1]


def delegate(inquiry, to, by):
    inquiry.answers.filter(organization=by.organization).update(
        delegated_to=to, delegated_at=inquiry.sent_at, delegated_by=by
    )


def test_who_was_given_it_is_told_and_his_mailbox(asked, officer, colleague, sakai, kushiro):
    other = Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")
    User.objects.filter(pk=colleague.pk).update(section=other)
    delegate(asked, colleague, officer)
    run(8)
    assert {colleague.email, "kanko@city.example"} <= told()
    assert officer.email not in told()
    assert kushiro.sections.get().mailbox in told()


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": User.Role.READER}, {"section": "kushiro"}])
def test_where_he_writes_no_more_the_whole_organisation_is_told(asked, officer, colleague, kushiro, change):
    delegate(asked, colleague, officer)
    change = {name: kushiro.sections.get() if name == "section" else value for name, value in change.items()}
    User.objects.filter(pk=colleague.pk).update(**change)
    run(8)
    assert officer.email in told()


def test_the_clock_reminds_while_offices_are_open(asked):
    for hour, reminded in ((8, 0), (9, 2)):
        with at(8, hour=hour):
            run_clock_job.func("inquiries.remind_organizations")
        assert InquiryReminder.objects.count() == reminded


def test_a_reminder_once(asked):
    answer = asked.answers.first()
    facts = {"answer": answer, "due_on": DUE, "days_before": 5}
    InquiryReminder.objects.create(**facts)
    with pytest.raises(ValidationError, match="既に送っています"):
        InquiryReminder(**facts).full_clean()


def test_1788_are_reminded_with_a_handful_of_queries(asked, make_organization, django_assert_max_num_queries):
    with at(1):
        create_answers(asked, [make_organization(f"見本{n}町", prefecture="大阪府") for n in range(40)])
    with at(8), django_assert_max_num_queries(45):
        assert by_clock(remind_organizations) == 42
    assert InquiryAnswer.objects.filter(reminders__days_before=5).count() == 42
