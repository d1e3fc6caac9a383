"""The asking section hears once a day of new answers, and at once when the last one has come."""

import datetime

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from common.clock_runs.tasks import run_clock_job
from common.outbox.models import OutgoingMail
from inquiries.inquiries.models import Inquiry
from inquiries.progress.tasks import notify_progress
from members.handovers.models import Handover
from members.sections.models import Section
from members.users.models import User
from tests.worker import by_clock, mailed_to, write_mails

DUE = datetime.date(2026, 12, 22)
JAPAN = datetime.timezone(datetime.timedelta(hours=9))
pytestmark = pytest.mark.django_db


def at(day, hour=8, minute=30):
    return time_machine.travel(datetime.datetime(2026, 12, day, hour, minute, tzinfo=JAPAN), tick=False)


@pytest.fixture
def due():
    return DUE


@pytest.fixture
def asked(make_inquiry, ward_officer, officer, stranger, sakai, kushiro):
    with at(1, 10):
        return make_inquiry(ward_officer, [sakai, kushiro])


def mails(purpose="progress"):
    return OutgoingMail.objects.filter(purpose=f"inquiries.inquiry_{purpose}").order_by("pk")


def run(day):
    with at(day):
        return by_clock(notify_progress)


COMPLETE = "inquiries.inquiry_complete"


def waits_for_complete():
    return ProcrastinateJob.objects.filter(args__mail=COMPLETE).count()


def test_nothing_new_is_not_told(asked):
    assert run(2) == 0
    assert not mails().exists()


def test_what_is_new_is_told_once(asked, give_answer, officer, ward_officer, koto):
    with at(2, 15):
        give_answer(asked, officer)
    assert [run(3), run(3), run(4)] == [1, 0, 0]
    assert {mail.to for mail in mails()} == {ward_officer.email, koto.sections.get().mailbox}
    mail = mails().first()
    assert mail.subject == "照会の回答状況（残り1団体）: 自治体間連携の取組について"
    assert "令和8年12月1日(火) 10:30から、1団体が回答しました。" in mail.body
    assert "回答済: 1団体" in mail.body
    assert f"/inquiries/{asked.pk}/results/" in mail.body


def test_a_correction_is_told_as_one(asked, give_answer, officer):
    with at(2, 15):
        give_answer(asked, officer)
    run(3)
    with at(3, 15):
        give_answer(asked, officer, state="none")
    with at(3, 16):
        assert by_clock(notify_progress) == 0  # once a day
    assert run(4) == 1
    assert "1団体が回答を訂正しました。" in mails().last().body


def test_days_off_wait_for_the_next_working_day(asked, give_answer, officer):
    with at(4, 15):  # a Friday
        give_answer(asked, officer)
    assert [run(5), run(6), run(7)] == [0, 0, 1]


def test_the_clock_tells_while_offices_are_open(asked, give_answer, officer):
    with at(2, 15):
        give_answer(asked, officer)
    for hour, told in ((7, 0), (13, 1)):  # a standstill in the morning
        with at(3, hour):
            run_clock_job.func("inquiries.notify_progress")
        assert bool(told) == OutgoingMail.objects.filter(purpose="inquiries.inquiry_progress").exists()


def test_the_last_answer_is_told_at_once(asked, give_answer, officer, stranger):
    with at(2, 15):
        give_answer(asked, officer)
        assert waits_for_complete() == 0
        give_answer(asked, stranger, state="none")
        assert waits_for_complete() == 1
        write_mails(COMPLETE)
    assert {mail.subject for mail in mails("complete")} == {
        "すべての団体が回答しました: 自治体間連携の取組について"
    }
    assert mails("complete").count() == 2
    assert run(3) == 0  # it is known


def test_who_left_is_not_waited_for(asked, give_answer, officer, kushiro):
    kushiro.withdrawn_on = datetime.date(2026, 12, 2)
    kushiro.save()
    with at(3, 15):
        give_answer(asked, officer)
    assert waits_for_complete() == 1


def test_one_asked_in_the_meantime_is_waited_for(asked, give_answer, officer, stranger, minato):
    with at(2, 15):
        give_answer(asked, officer)
        give_answer(asked, stranger)
        asked.answers.create(organization=minato)
        write_mails(COMPLETE)
    assert not mailed_to(COMPLETE)
    assert run(3) == 1  # what is new is told the next day


def test_a_withdrawn_inquiry_tells_nothing(asked, give_answer, officer, stranger, ward_officer):
    with at(2, 15):
        give_answer(asked, officer)
        give_answer(asked, stranger)
    Inquiry.objects.filter(pk=asked.pk).update(
        state="withdrawn", withdrawn_at=asked.sent_at, withdrawn_by=ward_officer, withdrawn_reason="誤り"
    )
    write_mails(COMPLETE)
    assert not mailed_to(COMPLETE)
    assert run(3) == 0


def test_the_author_who_left_is_followed_by_his_heir(
    asked, give_answer, officer, ward_officer, koto, make_user
):
    heir = make_user("heir@city.example", koto, "江東 七子")
    with at(2, 9):
        Handover.objects.create(
            leaving=ward_officer,
            successor=heir,
            successor_name=heir.name,
            successor_email=heir.email,
            effective_on=datetime.date(2026, 12, 2),
            created_by=heir,
            done_at=asked.sent_at,
        )
    User.objects.filter(pk=ward_officer.pk).update(is_active=False)
    with at(2, 15):
        give_answer(asked, officer)
    run(3)
    assert {mail.to for mail in mails()} == {heir.email, koto.sections.get().mailbox}


def test_a_closed_section_is_followed_by_the_open_ones(asked, give_answer, officer, ward_officer, koto):
    Section.objects.create(organization=koto, name="広報課", mailbox="koho@city.example")
    Section.objects.filter(pk=asked.section_id).update(closed_at=asked.sent_at, closed_by=ward_officer)
    with at(2, 15):
        give_answer(asked, officer)
    run(3)
    assert "koho@city.example" in {mail.to for mail in mails()}
