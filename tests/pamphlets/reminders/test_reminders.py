"""Silent wards are reminded five and one working day before the due date, once each, on working days."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from common.audit_log.models import AuditEntry
from common.clock_runs.tasks import run_clock_job
from common.outbox.models import OutgoingMail
from correspondence.closing.actions import close
from members.sections.models import Section
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.delegation.actions import delegate_answer
from pamphlets.reminders.models import WardReminder
from pamphlets.reminders.tasks import remind_wards
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions.actions import ask_back, reply_question
from tests.pamphlets.answers_by_mail.test_answers_by_mail import letter_to
from tests.worker import by_clock

DUE = datetime.date(2026, 12, 15)  # a Tuesday; five working days before is Tuesday the 8th, one is Monday


def at(day, hour=10):
    return time_machine.travel(datetime.datetime(2026, 12, day, hour, tzinfo=datetime.UTC).replace(
        tzinfo=datetime.timezone(datetime.timedelta(hours=9))), tick=False)  # fmt: skip


@pytest.fixture
def due():
    return DUE


@pytest.fixture
def asked(make_pamphlet, officer, koto, minato, ward_officer, minato_officer):
    with at(1):
        return make_pamphlet(officer, [koto, minato])


def reminded():
    return sorted(WardReminder.objects.values_list("answer__organization__name", "days_before"))


def run(*days):
    counts = []
    for day in days:
        with at(day):
            counts.append(by_clock(remind_wards))
    return counts


def test_five_and_one_working_day_before_once_each(asked):
    #        Mon Tue Wed Sat Sun Mon Tue Wed
    assert run(7, 8, 8, 9, 12, 13, 14, 14, 15, 16) == [0, 2, 0, 0, 0, 0, 2, 0, 0, 0]
    assert reminded() == [("江東区", 1), ("江東区", 5), ("港区", 1), ("港区", 5)]
    assert AuditEntry.objects.filter(verb="pamphlets.pamphlet_reminded").count() == 2


def test_only_the_silent_are_reminded(asked, koto, minato, ward_officer, minato_officer, officer, answer_of):
    answer_pamphlet(answer=answer_of(asked, koto), state="declined", remark="棚なし", by=ward_officer)
    question = ask_back(answer=answer_of(asked, minato), text="箱は？", by=minato_officer)
    assert run(8) == [0]
    reply_question(question=question, reply="30cmです。", by=officer)
    assert run(9) == [1]
    assert reminded() == [("港区", 5)]


def test_the_reminder_brings_a_link_that_answers(visitor, asked, koto, ward_officer, answer_of):
    run(8)
    mailbox = ward_officer.section.mailbox
    with at(8, 11):
        link = letter_to(mailbox, "pamphlets.pamphlet_reminded")[0]
        page = visitor.get(link).url
        visitor.post(
            page, {"do": "answer", "decision": "accepted", "copies": "5", "answered_name": "江東 文子"}
        )
    assert answer_of(asked, koto).copies == 5
    body = (
        OutgoingMail.objects.filter(to=ward_officer.email, purpose="pamphlets.pamphlet_reminded").get().body
    )
    assert "受付番号" not in body
    assert "令和8年12月15日(火)までに" in body


def test_what_a_standstill_missed_follows_but_the_first_is_left_out_for_the_last(asked):
    assert run(10) == [2]  # the 8th and 9th were missed
    assert reminded() == [("江東区", 5), ("港区", 5)]
    WardReminder.objects.all().delete()
    OutgoingMail.objects.all().delete()
    assert run(15, 16) == [2, 0]  # on the due date itself, and never after it
    assert reminded() == [("江東区", 1), ("港区", 1)]


def test_a_moved_due_date_has_reminders_of_its_own(asked):
    run(8, 14)
    PamphletRequest.objects.filter(pk=asked.pk).update(answer_due=datetime.date(2026, 12, 22))
    assert run(15, 16, 21) == [2, 0, 2]


def test_who_was_asked_late_gets_only_the_last(make_pamphlet, officer, koto, ward_officer):
    with at(9):
        make_pamphlet(officer, [koto])
    assert run(9, 10, 14) == [0, 0, 1]


@pytest.mark.parametrize("end", ["closed", "withdrawn"])
def test_a_request_that_is_over_reminds_nobody(asked, officer, end):
    if end == "closed":
        close(item=asked, by=officer, although_silent=True)
    else:
        withdraw_pamphlet(pamphlet=asked, by=officer, reason="中止です。")
    assert run(8, 14) == [0, 0]


def test_the_section_it_was_handed_to_is_reminded(asked, koto, minato, ward_officer, answer_of):
    new = Section.objects.create(organization=koto, name="広報課", mailbox="koho@koto.example")
    delegate_answer(answer=answer_of(asked, koto), assignee=new, note="", by=ward_officer)
    run(8)
    told = set(
        OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_reminded").values_list("to", flat=True)
    )
    assert "koho@koto.example" in told
    assert ward_officer.email not in told


def test_the_clock_keeps_to_office_hours(asked):
    for hour, reminded in ((7, 0), (9, 2)):
        with at(8, hour):
            run_clock_job.func("pamphlets.remind_wards")
        assert WardReminder.objects.count() == reminded


def test_the_owner_sees_who_is_late_and_when_it_was_reminded(
    browser, asked, officer, ward_officer, secretariat
):
    run(8)
    with at(17):
        pages = {user: browser(user).get(asked.get_absolute_url()).text for user in (officer, secretariat)}
        for text in pages.values():
            assert "0/2区が回答、2区が期限超過" in text
            assert "2開庁日超過" in text
            assert "督促 R8.12.8(火)" in text
        assert "督促 R8" not in browser(ward_officer).get(asked.get_absolute_url()).text


def test_a_reminder_is_one_of_two_and_once(asked, koto, answer_of):
    answer = answer_of(asked, koto)
    WardReminder.objects.create(answer=answer, due_on=DUE, days_before=5)
    with pytest.raises(ValidationError, match="既に送っています"):
        WardReminder(answer=answer, due_on=DUE, days_before=5).validate_constraints()
    with pytest.raises(ValidationError, match="5開庁日前と1開庁日前"):
        WardReminder(answer=answer, due_on=DUE, days_before=3).validate_constraints()
