"""A whole section on one day: tried, looked over, registered in one act."""

import uuid

import pytest

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.handovers.actions import hand_over_section
from members.handovers.models import Handover
from members.users.models import User

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
    assert "後任者を1人以上入力してください。" in answer.text


def test_a_dry_run_keeps_nothing(officer, colleague, in_days):
    successors = [(colleague, "後任 八子", "eight@city.example")]
    hand_over_section(by=officer, effective_on=in_days(3), successors=successors, dry_run=True)
    assert not Handover.objects.exists()
