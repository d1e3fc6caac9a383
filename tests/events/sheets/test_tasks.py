import datetime

import pytest
import time_machine
from django.utils import timezone

from common.japanese_calendar import add_working_days, today
from common.refusals import ActionRefused
from events.holding.actions import change_holding
from events.publication.actions import withdraw_event
from events.sheets.actions import save_sheet
from events.sheets.models import ExhibitorSheet, SheetReminder
from events.sheets.tasks import ask_bodies_for_sheets, remind_bodies_of_sheets
from tests.worker import by_clock, told

pytestmark = pytest.mark.django_db(transaction=True)
ASKED, REMINDED = "events.sheet_asked", "events.sheet_reminded"


@pytest.fixture
def working_day():
    """A Monday at noon without holidays around it."""
    with time_machine.travel(datetime.datetime(2026, 6, 8, 3, tzinfo=datetime.UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def asked(working_day, taking_part, officer):
    by_clock(ask_bodies_for_sheets)
    return ExhibitorSheet.objects.get()


def go_to(clock, day):
    clock.move_to(datetime.datetime.combine(day, datetime.time(12), tzinfo=timezone.get_default_timezone()))


def test_a_body_is_asked_once(asked, officer):
    by_clock(ask_bodies_for_sheets)
    assert officer.section.mailbox in told(ASKED, ASKED)
    assert ExhibitorSheet.objects.count() == 1


def test_silent_bodies_are_reminded_twice_and_others_not(working_day, asked, taking_part, add_body):
    add_body("別の団体")
    by_clock(ask_bodies_for_sheets)
    due = asked.deadline
    for before in (6, 5, 5, 1, 0):
        go_to(working_day, add_working_days(due, -before))
        by_clock(remind_bodies_of_sheets)
    days = SheetReminder.objects.values_list("answer__participation__name", "days_before")
    assert sorted(days) == [("", 1), ("", 5), ("別の団体", 1), ("別の団体", 5)]
    assert "a@body.example" in told(REMINDED, REMINDED)


def test_whoever_handed_it_in_is_not_reminded(working_day, asked, taking_part, officer):
    typed = {"values": {"headline": "港", "body": "紹介", "needs": ""}, "submits": True}
    typed |= {"picture": None, "alt": "", "rights": ""}
    save_sheet(participation=taking_part, by=officer, **typed)
    go_to(working_day, add_working_days(asked.deadline, -1))
    by_clock(remind_bodies_of_sheets)
    assert not SheetReminder.objects.exists()
    assert told(ASKED, ASKED) == set()  # nor asked, where the mail had not left


def test_a_deadline_of_ones_own_counts(working_day, asked):
    asked.due_on = add_working_days(today(), 30)
    asked.save()
    go_to(working_day, add_working_days(today(), 9))
    by_clock(remind_bodies_of_sheets)
    assert not SheetReminder.objects.exists()
    go_to(working_day, add_working_days(asked.due_on, -5))
    by_clock(remind_bodies_of_sheets)
    assert SheetReminder.objects.get().due_on == asked.due_on


def test_nobody_is_reminded_of_an_event_that_was_taken_back(
    working_day, asked, taking_part, event, officer, secretariat
):
    withdraw_event(event=event, by=secretariat)
    go_to(working_day, add_working_days(asked.deadline, -1))
    by_clock(remind_bodies_of_sheets)
    assert not SheetReminder.objects.exists()
    typed = {"values": {"headline": "港", "body": "紹介", "needs": ""}, "submits": True}
    typed |= {"picture": None, "alt": "", "rights": ""}
    with pytest.raises(ActionRefused, match="公開されていない"):
        save_sheet(participation=taking_part, by=officer, **typed)


def test_nobody_is_asked_for_an_event_that_is_called_off(working_day, taking_part, event, secretariat):
    change_holding(event=event, by=secretariat, holding="cancelled")
    by_clock(ask_bodies_for_sheets)
    assert not ExhibitorSheet.objects.exists()
