"""Mails that wait for the mail server: what they say is asked again before they leave."""

import datetime

import pytest
import time_machine

from common import japanese_calendar
from common.outbox import delivery
from common.outbox.models import OutgoingMail
from correspondence.closing.actions import close, withdraw
from correspondence.sending.actions import ask_approval, take_back
from members.sections.models import Section
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import change_pamphlet
from pamphlets.delegation.actions import delegate_answer
from pamphlets.reminders.tasks import remind_wards
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions.actions import ask_back
from tests.pamphlets.changes.test_changes import values_of
from tests.worker import by_clock, write_mails

pytestmark = pytest.mark.django_db
JAPAN = datetime.timezone(datetime.timedelta(hours=9))


def leaving(purpose) -> set[str]:
    """Deliver what waits; the addresses that a mail of this purpose left for."""
    mails = OutgoingMail.objects.filter(purpose=f"pamphlets.{purpose}")
    for mail in mails:
        delivery.deliver(mail)
    return set(mails.filter(state="sent").values_list("to", flat=True))


@pytest.fixture
def own(pamphlet, ward_officer, minato_officer, koto, answer_of):
    return answer_of(pamphlet, koto)


@pytest.fixture
def reminded(own):
    """The reminders of five working days before are written."""
    day = japanese_calendar.add_working_days(own.pamphlet.answer_due, -5)
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(10), JAPAN), tick=False):
        assert by_clock(remind_wards) == 2


@pytest.fixture
def happen(own, officer, ward_officer, koto):
    """What may happen to 江東区's answer in the meantime, by its name."""

    def move_due():
        later = japanese_calendar.add_working_days(own.pamphlet.answer_due, 3)
        PamphletRequest.objects.filter(pk=own.pamphlet_id).update(answer_due=later)

    return {
        "withdrawn": lambda: withdraw(item=own.pamphlet, by=officer, reason="中止です。"),
        "closed": lambda: close(item=own.pamphlet, by=officer, although_silent=True),
        "answered": lambda: answer_pamphlet(answer=own, state="accepted", copies=5, by=ward_officer),
        "asked back": lambda: ask_back(answer=own, text="箱は。", by=ward_officer),
        "due date moved": move_due,
    }


@pytest.mark.parametrize("what", ["withdrawn", "closed", "answered", "asked back", "due date moved"])
def test_no_reminder_of_what_is_over(reminded, happen, ward_officer, what):
    happen[what]()
    assert not {ward_officer.email, ward_officer.section.mailbox} & leaving("pamphlet_reminded")


@pytest.mark.parametrize("what", ["withdrawn", "closed", "answered"])
def test_nobody_is_asked_for_what_is_over(own, happen, ward_officer, what):
    write_mails("pamphlets.pamphlet_sent")
    happen[what]()
    assert not {ward_officer.email, ward_officer.section.mailbox} & leaving("pamphlet_sent")


def test_a_reminder_is_not_for_those_who_passed_it_on(reminded, own, ward_officer, koto):
    """Compared by rows: another name of the section changes nothing."""
    section = Section.objects.create(organization=koto, name="観光課", mailbox="kanko@koto.example")
    delegate_answer(answer=own, assignee=section, by=ward_officer)
    Section.objects.filter(pk=section.pk).update(name="観光振興課")
    assert ward_officer.email not in leaving("pamphlet_reminded")
    write_mails("pamphlets.answer_delegated")
    assert leaving("answer_delegated") == {section.mailbox}


@pytest.mark.parametrize("what", ["withdrawn", "closed", "answered"])
def test_nobody_is_given_what_is_over(own, happen, ward_officer, koto, what):
    section = Section.objects.create(organization=koto, name="観光課", mailbox="kanko@koto.example")
    delegate_answer(answer=own, assignee=section, by=ward_officer)
    write_mails("pamphlets.answer_delegated")
    happen[what]()
    assert leaving("answer_delegated") == set()


def test_a_change_is_not_for_those_who_need_not_answer_any_more(own, happen, officer, ward_officer):
    values = values_of(own.pamphlet, description="直しました。")
    change_pamphlet(pamphlet=own.pamphlet, by=officer, version=1, values=values, files=[])
    happen["answered"]()
    happen["closed"]()
    write_mails("pamphlets.pamphlet_changed")
    assert leaving("pamphlet_changed") == {ward_officer.email, ward_officer.section.mailbox}


def test_a_wish_for_approval_is_overtaken_by_the_next_one(in_review, officer, colleague):
    write_mails("pamphlets.pamphlet_proposed")
    take_back(item=in_review, by=colleague)
    ask_approval(item=in_review, by=colleague, version=in_review.version, note="直しました。")
    write_mails("pamphlets.pamphlet_proposed")
    assert leaving("pamphlet_proposed") == {officer.email}
    (sent,) = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_proposed", state="sent")
    assert "直しました。" in sent.body
