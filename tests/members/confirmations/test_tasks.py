"""A confirmation round and the calendar: begun, reminded of and ended by itself; 要確認 after 60 days."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from common import japanese_calendar
from common.clock_runs.tasks import run_clock_job
from common.outbox.models import OutgoingMail
from members.confirmation_answers.actions import answer_unchanged, confirm_organization
from members.confirmations.actions import (
    advance_confirmation_rounds,
    close_confirmation_round,
    remind_due_entries,
    remind_requested_entries,
    resend_entry,
    start_confirmation_round,
    start_yearly_confirmation_round,
)
from members.confirmations.models import ConfirmationRound
from members.organizations.models import Organization
from members.sections.actions import mark_mailbox_bounced

pytestmark = pytest.mark.django_db
TOKYO = datetime.timezone(datetime.timedelta(hours=9))


def at(year, month, day, hour=10):
    return time_machine.travel(datetime.datetime(year, month, day, hour, tzinfo=TOKYO), tick=False)


def reminded():
    return OutgoingMail.objects.filter(purpose="members.confirmation_reminded").count()


@pytest.mark.usefixtures("no_cast")
def test_the_yearly_round_begins_by_itself_on_25_march_and_once(officer):
    with at(2027, 3, 24):
        advance_confirmation_rounds()
        assert not ConfirmationRound.objects.exists()
    with at(2027, 3, 25):
        advance_confirmation_rounds()
        advance_confirmation_rounds()
    confirmation_round = ConfirmationRound.objects.get()
    assert (confirmation_round.started_by, confirmation_round.started_on) == (
        None,
        datetime.date(2027, 3, 25),
    )
    assert japanese_calendar.is_working_day(confirmation_round.due_on)
    assert OutgoingMail.objects.filter(purpose="members.confirmation_asked").count() == 1
    close_confirmation_round(confirmation_round=confirmation_round, by=None)
    with at(2027, 3, 26):
        advance_confirmation_rounds()
    assert ConfirmationRound.objects.count() == 1


@pytest.mark.parametrize(("month", "day", "rounds"), [(1, 24, 2), (1, 25, 1), (3, 1, 1)])
def test_a_round_by_hand_within_60_days_stands_for_the_yearly_one(officer, secretariat, month, day, rounds):
    with at(2027, month, day) if day != 24 else at(2027, 1, 23):
        confirmation_round = start_confirmation_round(due_on=datetime.date(2027, 3, 10), by=secretariat)
        close_confirmation_round(confirmation_round=confirmation_round, by=secretariat)
    with at(2027, 3, 25):
        advance_confirmation_rounds()
    assert ConfirmationRound.objects.count() == rounds


def test_an_open_round_keeps_the_yearly_one_away(officer, secretariat):
    with at(2026, 12, 1):
        start_confirmation_round(due_on=datetime.date(2026, 12, 25), by=secretariat)
    with at(2027, 3, 25):
        advance_confirmation_rounds()
    assert ConfirmationRound.objects.count() == 1


def test_a_standstill_over_25_march_is_made_up_for_until_the_end_of_march(officer):
    with at(2027, 3, 31, 17):
        assert start_yearly_confirmation_round()
    ConfirmationRound.objects.all().update(closed_at=timezone.now())
    with at(2028, 4, 1):
        assert start_yearly_confirmation_round() is None


@pytest.mark.parametrize(("hour", "rounds"), [(8, 0), (9, 1), (17, 1), (18, 0)])
def test_the_clock_works_in_office_hours_of_japan(officer, hour, rounds):
    with at(2027, 3, 25, hour):
        run_clock_job.func("members.advance_confirmation_rounds")
    assert ConfirmationRound.objects.count() == rounds


@pytest.mark.usefixtures("no_cast")
def test_reminders_go_to_the_silent_on_three_working_days_once_each(officer, stranger, start_round):
    with at(2027, 3, 25):
        confirmation_round = start_round(datetime.date(2027, 4, 22))
    days = [datetime.date(2027, 4, 8), datetime.date(2027, 4, 19), datetime.date(2027, 4, 23)]
    assert confirmation_round.reminder_days == days
    sent = {}
    for step in range(50):
        day = datetime.date(2027, 3, 26) + datetime.timedelta(days=step)
        before = reminded()
        with at(day.year, day.month, day.day):
            advance_confirmation_rounds()
            advance_confirmation_rounds()
        if reminded() > before:
            sent[day] = reminded() - before
    assert sent == dict.fromkeys(days, 2)
    assert "期限を過ぎました" in OutgoingMail.objects.first().subject


@pytest.mark.usefixtures("no_cast")
def test_a_missed_reminder_follows_on_the_next_working_day_and_only_one(officer, start_round):
    with at(2027, 3, 25):
        confirmation_round = start_round(datetime.date(2027, 4, 22))
    with at(2027, 4, 24):  # a Saturday after the last of three days that all were missed
        assert remind_due_entries(confirmation_round=confirmation_round) == 0
    with at(2027, 4, 26):
        assert remind_due_entries(confirmation_round=confirmation_round) == 1
        assert remind_due_entries(confirmation_round=confirmation_round) == 0
    with at(2027, 4, 27):
        assert remind_due_entries(confirmation_round=confirmation_round) == 0


def test_a_short_round_has_no_reminder_before_it_began(officer, start_round):
    with at(2027, 4, 1):
        confirmation_round = start_round(datetime.date(2027, 4, 8))
    assert confirmation_round.reminder_days == [datetime.date(2027, 4, 5), datetime.date(2027, 4, 9)]


def test_the_answered_the_bounced_and_the_closed_are_not_reminded(
    officer, stranger, ward_officer, start_round, secretariat, koto, sakai
):
    with at(2027, 3, 25):
        confirmation_round = start_round(datetime.date(2027, 4, 22))
        entries = {entry.section.organization.name: entry for entry in confirmation_round.entries.all()}
        answer_unchanged(entry=entries["堺市"], by=officer)
        mark_mailbox_bounced(section=entries["釧路市"].section, by=secretariat)
    with at(2027, 4, 8):
        assert remind_due_entries(confirmation_round=confirmation_round) == 1
    assert (
        OutgoingMail.objects.filter(purpose="members.confirmation_reminded").get().to
        == koto.sections.get().mailbox
    )
    close_confirmation_round(confirmation_round=confirmation_round, by=secretariat)
    with at(2027, 4, 19):
        advance_confirmation_rounds()
        assert remind_requested_entries(confirmation_round=confirmation_round) == 0
    assert reminded() == 1


@pytest.mark.usefixtures("no_cast")
def test_a_reminder_brings_a_fresh_link_and_the_old_one_stops(visitor, officer, start_round, mail_of):
    with at(2027, 3, 25):
        confirmation_round = start_round(datetime.date(2027, 4, 22))
        entry = confirmation_round.entries.get()
        _, old, _ = mail_of(entry)
    with at(2027, 4, 8):
        remind_due_entries(confirmation_round=confirmation_round)
        mail, new, _ = mail_of(entry)
        assert old != new
        assert visitor.get(old).status_code == 400
        assert visitor.get(new).status_code == 200
    assert "前のメールのリンクと確認コードは使えなくなりました" in mail.body


@pytest.mark.usefixtures("no_cast")
def test_a_mail_after_the_day_to_answer_by_says_that_answers_still_count(
    officer, start_round, mail_of, secretariat
):
    with at(2027, 3, 25):
        entry = start_round(datetime.date(2027, 4, 22)).entries.get()
    with at(2027, 4, 26):
        resend_entry(entry=entry, mailbox=entry.section.mailbox, by=secretariat)
        mail, _, _ = mail_of(entry)
    assert "期限の後も回答できます" in mail.subject
    assert "過ぎましたが、回答できます" in mail.body


def test_a_round_begun_after_midnight_in_japan_belongs_to_the_new_day(officer, start_round):
    with at(2027, 4, 1, 0):  # 31 March, 15:00 in UTC
        confirmation_round = start_round(datetime.date(2027, 4, 22))
    assert confirmation_round.started_on == datetime.date(2027, 4, 1)
    assert str(confirmation_round).startswith("令和9年4月1日")


def test_a_round_nobody_closes_ends_by_itself(officer, start_round):
    with at(2027, 3, 25):
        start_round(datetime.date(2027, 4, 22))
    with at(2027, 9, 21):
        advance_confirmation_rounds()
        assert ConfirmationRound.objects.open().exists()
    with at(2027, 9, 22):
        advance_confirmation_rounds()
    confirmation_round = ConfirmationRound.objects.get()
    assert (confirmation_round.is_open, confirmation_round.closed_by) == (False, None)


@pytest.mark.usefixtures("no_cast")
def test_the_silent_are_marked_after_60_days_and_confirming_clears_it(officer, sakai, start_round, browser):
    with at(2028, 2, 29):
        confirmation_round = start_round(datetime.date(2028, 3, 28))
    with at(2028, 4, 28, 23):
        assert not Organization.objects.unconfirmed().exists()
    with at(2028, 4, 29, 0):
        assert confirmation_round.marked_on == datetime.date(2028, 4, 29)
        assert Organization.objects.unconfirmed().get() == sakai
        client = browser(officer)
        assert "要確認" in client.get(sakai.get_absolute_url()).content.decode()
        assert client.get("/board/").status_code == 200  # never locks anything
        confirm_organization(organization=sakai, by=officer)
        assert not Organization.objects.unconfirmed().exists()
        assert "要確認" not in client.get(sakai.get_absolute_url()).content.decode()


def test_the_mark_outlives_the_round_and_a_later_confirmation_clears_it(
    officer, sakai, start_round, secretariat, visitor
):
    with at(2027, 3, 25):
        confirmation_round = start_round(datetime.date(2027, 4, 22))
        close_confirmation_round(confirmation_round=confirmation_round, by=secretariat)
    with at(2027, 6, 1):
        sakai.refresh_from_db()
        assert sakai.is_unconfirmed
        assert "要確認" not in visitor.get(sakai.get_absolute_url()).content.decode()
        confirm_organization(organization=sakai, by=officer)
        assert not sakai.is_unconfirmed
