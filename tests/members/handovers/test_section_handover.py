"""A whole section on one day: tried, looked over, registered in one act."""

import datetime
import uuid

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from members.handovers.actions import carry_out_handover, hand_over_section
from members.handovers.models import Handover
from members.handovers.queries import successors_of
from members.handovers.rules import can_hand_over
from members.handovers.tasks import carry_out_due_handover
from members.users.models import User
from tests.worker import by_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(officer, colleague, in_days):
    return {
        "idempotency_key": str(uuid.uuid4()),
        "effective_on": japanese_calendar.wareki(in_days(30)),
        f"name_{officer.pk}": "後任 七子",
        f"email_{officer.pk}": "seven@city.example",
        f"name_{colleague.pk}": "後任 八子",
        f"email_{colleague.pk}": "eight@city.example",
    }


def path(section):
    return f"/organization/handover/section/{section.pk}/"


def test_tried_first_then_registered_in_one_act(browser, officer, colleague, section, typed, recipients_of):
    client = browser(officer)
    assert path(section) in client.get("/organization/handover/").text
    shown = client.post(path(section), typed | {"stage": "confirm"})
    assert shown.status_code == 200
    assert "2人の引継ぎを登録する" in shown.text
    assert not Handover.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert not AuditEntry.objects.exists()
    for _ in range(2):  # a double click
        assert client.post(path(section), typed | {"stage": "submit"}).status_code == 302
    assert set(Handover.objects.values_list("leaving", "successor_email")) == {
        (officer.pk, "seven@city.example"),
        (colleague.pk, "eight@city.example"),
    }
    assert AuditEntry.objects.filter(verb="members.handover_registered").count() == 2
    assert recipients_of("handover_planned") >= {section.mailbox, colleague.email}


def test_today_all_are_followed_and_one_who_stays_stays(
    browser, officer, colleague, section, typed, secretariat
):
    today = japanese_calendar.wareki(japanese_calendar.today())
    one = typed | {
        "effective_on": today,
        f"name_{officer.pk}": "",
        f"email_{officer.pk}": "",
        "stage": "submit",
    }
    browser(secretariat).post(path(section), one)
    assert User.objects.get(email="eight@city.example").section == section
    for person, active in ((officer, True), (colleague, False)):
        person.refresh_from_db()
        assert person.is_active == active


def test_the_representative_goes_with_the_others(browser, officer, colleague, section, typed):
    typed["effective_on"] = japanese_calendar.wareki(japanese_calendar.today())
    answer = browser(officer).post(path(section), typed | {"stage": "submit"})
    assert answer.url == "/organization/handover/ended/"
    assert not User.objects.filter(pk__in=[officer.pk, colleague.pk], is_active=True).exists()
    assert User.objects.get(email="seven@city.example").role == "representative"


def test_what_one_is_refused_none_gets(browser, officer, section, stranger, typed, colleague):
    typed[f"email_{colleague.pk}"] = stranger.email
    for stage in ("confirm", "submit"):
        answer = browser(officer).post(path(section), typed | {"stage": stage})
        assert f"{colleague.name}さん: このメールアドレスは、ほかの団体の担当者" in answer.text
    assert not Handover.objects.exists()


def test_a_bad_form_says_whose_field_is_empty(browser, officer, section, typed, colleague):
    typed[f"email_{colleague.pk}"] = ""
    answer = browser(officer).post(path(section), typed | {"stage": "confirm"})
    assert answer.status_code == 400
    assert f"{colleague.name}さんの後任者のメールアドレスを入力してください。" in answer.text
    nobody = {name: "" for name in typed if name.startswith(("name_", "email_"))}
    answer = browser(officer).post(path(section), typed | nobody | {"stage": "confirm"})
    assert "後任者を1人以上入力するか、利用を終了する人に印を付けてください。" in answer.text


def test_a_dry_run_keeps_nothing(officer, colleague, in_days):
    successors = [(colleague, "後任 八子", "eight@city.example")]
    hand_over_section(by=officer, effective_on=in_days(3), successors=successors, dry_run=True)
    assert not Handover.objects.exists()


@pytest.fixture
def ending(colleague, in_days):
    return {
        "idempotency_key": str(uuid.uuid4()),
        "effective_on": japanese_calendar.wareki(in_days(30)),
        f"end_{colleague.pk}": "on",
    }


def test_an_end_without_a_successor_on_its_day(
    browser, officer, colleague, section, ending, in_days, recipients_of
):
    client = browser(officer)
    shown = client.post(path(section), ending | {"stage": "confirm"})
    assert "後任者なし（利用を終了）" in shown.text
    assert client.post(path(section), ending | {"stage": "submit"}).status_code == 302
    made = Handover.objects.get()
    assert (made.leaving, made.successor_name, made.successor_email) == (colleague, "", "")
    assert colleague.email in recipients_of("handover_planned")
    assert "後任者なし" in client.get(made.get_absolute_url()).text
    assert "後任者なしで利用を終了する予定です" in browser(colleague).get("/mypage/").text
    with time_machine.travel(in_days(30)):
        assert by_clock(carry_out_due_handover) == 1
        carry_out_handover(handover=made)  # twice is once
    colleague.refresh_from_db()
    made.refresh_from_db()
    assert (colleague.is_active, made.successor, bool(made.done_at)) == (False, None, True)
    assert successors_of([colleague.pk]) == set()
    assert AuditEntry.objects.filter(verb="members.user_deactivated").count() == 1
    assert colleague.email in recipients_of("account_ended")
    assert can_hand_over(officer, colleague)  # who comes later may still follow


def test_an_end_is_cancelled(browser, officer, colleague, section, ending):
    client = browser(officer)
    client.post(path(section), ending | {"stage": "submit"})
    made = Handover.objects.get()
    client.post(f"{made.get_absolute_url()}cancel/")
    made.refresh_from_db()
    assert made.cancelled_at
    assert OutgoingMail.objects.filter(
        purpose="members.handover_cancelled", body__contains="後任者なし"
    ).exists()


def test_the_last_representative_does_not_end_without_a_successor(
    browser, officer, section, ending, make_user
):
    deputy = make_user("deputy@city.example", section.organization, "堺 八郎")
    both = ending | {f"end_{officer.pk}": "on", f"end_{deputy.pk}": "on", "stage": "submit"}
    answer = browser(officer).post(path(section), both)
    assert "代表担当者がいなくなるため、後任者なしでは終了できません" in answer.text
    assert not Handover.objects.exists()


def test_who_became_the_last_representative_meanwhile_stays(officer, section, make_user):
    deputy = make_user("deputy@city.example", section.organization, "堺 八郎")
    day = japanese_calendar.today() + datetime.timedelta(days=3)
    (made,) = hand_over_section(by=officer, effective_on=day, successors=[(officer, "", "")])
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    with pytest.raises(ActionRefused, match="代表担当者がいなくなる"):
        carry_out_handover(handover=made)
    officer.refresh_from_db()
    assert officer.is_active


def test_an_end_and_a_successor_exclude_each_other(browser, officer, colleague, section, typed):
    answer = browser(officer).post(path(section), typed | {f"end_{colleague.pk}": "on", "stage": "confirm"})
    assert answer.status_code == 400
    assert "さんの後任者を空にするか、終了の印を外してください。" in answer.text


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"successor_name": ""}, "handover_successor_whole"),
        ({"done_at": timezone.now()}, "handover_done_whole"),
    ],
)
def test_a_successor_is_whole(officer, colleague, in_days, values, constraint):
    who = (colleague, "後任 八子", "eight@city.example")
    (made,) = hand_over_section(by=officer, effective_on=in_days(9), successors=[who])
    with pytest.raises(IntegrityError, match=constraint):
        Handover.objects.filter(pk=made.pk).update(**values)
