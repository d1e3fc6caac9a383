"""Who asked reminds those who have not answered: all or some, once a day, with a trace and a mail."""

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from correspondence.reminders.actions import remind_by_hand
from inquiries.reminders.models import InquiryReminder
from inquiries.reminders.tasks import remind_organizations
from inquiries.steps.models import InquiryStep
from tests.inquiries.asking import url
from tests.worker import by_clock, mailed_to, write_mails

pytestmark = pytest.mark.django_db
MAIL = "inquiries.inquiry_reminded_by_hand"


@pytest.fixture
def asked(make_inquiry, ward_officer, officer, stranger, sakai, kushiro):
    return make_inquiry(ward_officer, [sakai, kushiro])


def press(browser, who, inquiry, **data):
    return browser(who).post(url(inquiry, "remind"), {"whom": "all"} | data, follow=True)


def test_all_who_have_not_answered_are_reminded_with_a_trace(
    browser, asked, ward_officer, officer, stranger, give_answer
):
    give_answer(asked, officer)
    page = press(browser, ward_officer, asked).content.decode()
    assert "1団体に督促しました" in page
    write_mails(MAIL)
    assert stranger.email in mailed_to(MAIL)
    assert officer.email not in mailed_to(MAIL)
    step = InquiryStep.objects.get(kind="reminded")
    assert (step.by, step.answer, step.note) == (ward_officer, None, "照会元からのお願い")
    assert AuditEntry.objects.get(verb="inquiries.inquiry_reminded").facts["organizations"] == 1


def test_only_those_who_were_chosen(browser, asked, ward_officer, officer, stranger, sakai):
    answer = asked.answers.get(organization=sakai)
    page = browser(ward_officer).get(f"{url(asked, 'remind')}?answer={answer.pk}").content.decode()
    assert page.count("checked") == 2  # the choice and the one organisation
    press(browser, ward_officer, asked, whom="chosen", answers=[answer.pk])
    write_mails(MAIL)
    assert officer.email in mailed_to(MAIL)
    assert stranger.email not in mailed_to(MAIL)


def test_nobody_chosen_is_said(browser, asked, ward_officer):
    answer = press(browser, ward_officer, asked, whom="chosen")
    assert answer.status_code == 400
    assert "督促する団体を1つ以上選んでください。" in answer.content.decode()
    assert not InquiryReminder.objects.exists()


def test_once_a_day_also_beside_the_clock(browser, asked, ward_officer, sakai):
    press(browser, ward_officer, asked, whom="chosen", answers=[asked.answers.get(organization=sakai).pk])
    page = browser(ward_officer).get(url(asked, "remind")).content.decode()
    assert "今日すでに督促した1団体には、明日以後にもう一度送れます。" in page
    assert "1団体に督促しました" in press(browser, ward_officer, asked).content.decode()
    assert "今日すでに督促を送っています。" in press(browser, ward_officer, asked).content.decode()
    assert InquiryReminder.objects.count() == 2
    with time_machine.travel(japanese_calendar.add_working_days(asked.answer_due, -5), tick=False):
        assert by_clock(remind_organizations) == 2
        assert "今日すでに督促を送っています" in press(browser, ward_officer, asked).content.decode()


def test_after_the_due_date_it_says_so(browser, asked, ward_officer, stranger):
    with time_machine.travel(japanese_calendar.add_working_days(asked.answer_due, 2), tick=False):
        remind_by_hand(item=asked, by=ward_officer)
        write_mails(MAIL)
    mail = OutgoingMail.objects.get(purpose=MAIL, to=stranger.email)
    assert "を過ぎています" in mail.subject
    assert "いまからでも回答できます" in mail.body


def test_after_the_end_nobody_is_reminded(browser, asked, ward_officer, make_closed):
    make_closed(asked, ward_officer)
    assert press(browser, ward_officer, asked).status_code == 403
    assert not InquiryReminder.objects.exists()


@pytest.mark.parametrize(
    ("days", "on", "constraint"),
    [
        ("NULL", "current_date", "inquiryreminder_once_a_day"),
        ("NULL", "NULL", "inquiryreminder_days_before"),
        ("5", "current_date", "inquiryreminder_days_before"),
        ("3", "NULL", "inquiryreminder_days_before"),
    ],
)
def test_the_database_holds_once_a_day_and_one_of_both_ways(asked, days, on, constraint):
    answer = asked.answers.first().pk
    insert = (
        "INSERT INTO inquiries_inquiryreminder (answer_id, due_on, days_before, asked_on, at)"
        " VALUES (%s, current_date, {}, {}, now())"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert.format("NULL", "current_date"), [answer])
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            cursor.execute(insert.format(days, on), [answer])
