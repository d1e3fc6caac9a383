"""The asking side reminds wards that have not answered: all or some, once a day, with a trace and a mail."""

import pytest
import time_machine

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from correspondence.reminders.actions import remind_by_hand
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.reminders.models import WardReminder
from pamphlets.steps.models import PamphletStep
from pamphlets.ward_questions.actions import ask_back
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db
MAIL = "pamphlets.pamphlet_reminded_by_hand"


@pytest.fixture
def asked(make_pamphlet, officer, koto, minato, ward_officer, minato_officer):
    return make_pamphlet(officer, [koto, minato])


def url(pamphlet):
    return f"/board/pamphlets/{pamphlet.pk}/remind/"


def press(browser, who, pamphlet, **data):
    return browser(who).post(url(pamphlet), {"whom": "all"} | data, follow=True)


def test_all_silent_wards_are_reminded_with_a_trace(
    browser, asked, officer, ward_officer, minato_officer, koto
):
    answer_pamphlet(answer=asked.answers.get(organization=koto), state="accepted", copies=10, by=ward_officer)
    assert "1区に督促しました" in press(browser, officer, asked).content.decode()
    write_mails(MAIL)
    assert minato_officer.email in mailed_to(MAIL)
    assert ward_officer.email not in mailed_to(MAIL)
    step = PamphletStep.objects.get(kind="reminded")
    assert (step.by, step.answer, step.note) == (officer, None, "依頼元からのお願い")
    assert AuditEntry.objects.get(verb="pamphlets.pamphlet_reminded").facts["organizations"] == 1


def test_who_waits_for_a_reply_of_ours_is_not_reminded(browser, asked, officer, ward_officer, koto):
    ask_back(answer=asked.answers.get(organization=koto), text="大きさは。", by=ward_officer)
    page = browser(officer).get(asked.get_absolute_url()).content.decode()
    assert page.count("督促する<span") == 1
    assert "まだ回答していない区 1区" in browser(officer).get(url(asked)).content.decode()


def test_only_the_chosen_ward(browser, asked, officer, ward_officer, minato_officer, koto):
    answer = asked.answers.get(organization=koto)
    page = browser(officer).get(f"{url(asked)}?answer={answer.pk}").content.decode()
    assert page.count("checked") == 2  # the choice and the one ward
    press(browser, officer, asked, whom="chosen", answers=[answer.pk])
    write_mails(MAIL)
    assert ward_officer.email in mailed_to(MAIL)
    assert minato_officer.email not in mailed_to(MAIL)


def test_nobody_chosen_or_a_guessed_number_is_said(browser, asked, make_pamphlet, officer, koto):
    answer = press(browser, officer, asked, whom="chosen")
    assert "督促する区を1つ以上選んでください。" in answer.content.decode()
    other = make_pamphlet(officer, [koto], title="別の依頼").answers.get()
    assert press(browser, officer, asked, whom="chosen", answers=[other.pk]).status_code == 400
    assert not WardReminder.objects.exists()


def test_once_a_day(browser, asked, officer):
    press(browser, officer, asked)
    assert "今日督促できる区はありません" in browser(officer).get(url(asked)).content.decode()
    press(browser, officer, asked)
    assert WardReminder.objects.count() == 2
    assert PamphletStep.objects.filter(kind="reminded").count() == 1


def test_after_the_due_date_it_says_so_and_the_page_offers_it(browser, asked, officer, ward_officer):
    with time_machine.travel(japanese_calendar.add_working_days(asked.answer_due, 2), tick=False):
        assert "期限を過ぎた2区に督促する" in browser(officer).get(asked.get_absolute_url()).content.decode()
        remind_by_hand(item=asked, by=officer)
        write_mails(MAIL)
    mail = OutgoingMail.objects.get(purpose=MAIL, to=ward_officer.email)
    assert "を過ぎています" in mail.subject
    assert "いまからでも回答できます" in mail.body


def test_only_who_asked_is_offered_it(browser, asked, ward_officer, secretariat, colleague):
    for person in (ward_officer, secretariat):
        assert url(asked) not in browser(person).get(asked.get_absolute_url()).content.decode()
    assert url(asked) in browser(colleague).get(asked.get_absolute_url()).content.decode()
