"""The day of a hand-over: the clock, roles, plans that meet, what cannot be done, two at once."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from common import japanese_calendar, refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.handovers import transfers
from members.handovers.actions import cancel_handover, carry_out_handover, hand_over
from members.handovers.models import Handover
from members.handovers.tasks import carry_out_due_handover
from members.mail_tokens.models import MailToken
from members.reviews.models import Review
from members.takeovers.actions import take_over
from members.users.actions import deactivate_user
from members.users.models import User
from tests.members.simultaneously import together
from tests.worker import by_clock

pytestmark = pytest.mark.django_db


def test_a_day_ahead_is_carried_out_by_the_clock(browser, officer, colleague, plan_handover, in_days):
    handover = plan_handover(officer, days=30)
    assert by_clock(carry_out_due_handover) == 0
    with time_machine.travel(f"{in_days(30).isoformat()}T00:05+09:00"):
        assert by_clock(carry_out_due_handover) == 1
        assert by_clock(carry_out_due_handover) == 0
        successor = User.objects.get(email="successor@city.example")
        assert "引継書で確かめる" in browser(successor).get("/mypage/").content.decode()
    handover.refresh_from_db()
    assert handover.done_at


def test_the_first_of_april_begins_at_midnight_in_tokyo(officer, colleague):
    with time_machine.travel("2027-03-20T12:00+09:00"):
        hand_over(
            leaving=officer,
            successor_name="後任",
            successor_email="a@city.example",
            effective_on=datetime.date(2027, 4, 1),
            by=officer,
        )
    with time_machine.travel("2027-03-31T23:59+09:00"):
        assert by_clock(carry_out_due_handover) == 0
    with time_machine.travel("2027-04-01T00:05+09:00"):
        assert by_clock(carry_out_due_handover) == 1


# roles


def test_a_colleague_follows_the_last_representative_and_represents(
    officer, colleague, plan_handover, recipients_of
):
    plan_handover(officer, email=colleague.email, days=0)
    colleague.refresh_from_db()
    assert colleague.role == "representative"
    assert not recipients_of("user_invited")
    assert Review.objects.filter(entry__verb="members.handover_done").exists()


def test_a_colleague_stays_officer_where_another_one_represents(
    officer, colleague, make_user, sakai, plan_handover
):
    make_user("second@city.example", sakai)
    plan_handover(officer, email=colleague.email, days=0)
    colleague.refresh_from_db()
    assert colleague.role == "officer"


def test_a_reader_who_follows_an_officer_writes(officer, colleague, reader, plan_handover):
    plan_handover(colleague, email=reader.email, days=0)
    reader.refresh_from_db()
    assert reader.role == "officer"


def test_a_colleague_of_another_section_stays_there(officer, colleague, sakai, plan_handover):
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    User.objects.filter(pk=colleague.pk).update(section=other)
    plan_handover(officer, email=colleague.email, days=0)
    colleague.refresh_from_db()
    assert (colleague.section, colleague.role) == (other, "representative")


def test_one_who_comes_back_has_the_post_again(officer, colleague, plan_handover):
    deactivate_user(user=colleague, by=officer, reason="x")
    User.objects.filter(pk=colleague.pk).update(name="後任　七子")
    plan_handover(officer, email=colleague.email, days=0)
    colleague.refresh_from_db()
    assert colleague.is_active
    assert colleague.role == "representative"


def test_a_representative_who_was_ended_hands_on_no_more_than_an_officer(
    officer, make_user, sakai, plan_handover
):
    other = make_user("second@city.example", sakai)
    deactivate_user(user=other, by=officer, reason="x")
    plan_handover(other, by=officer, days=0)
    assert User.objects.get(email="successor@city.example").role == "officer"


# plans that meet


def test_one_follows_two_and_is_invited_once(officer, colleague, plan_handover):
    plan_handover(officer, by=officer, days=1)
    plan_handover(colleague, by=officer, days=1)
    with time_machine.travel(japanese_calendar.today() + datetime.timedelta(days=2)):
        assert by_clock(carry_out_due_handover) == 2
    successor = User.objects.get(email="successor@city.example")
    assert successor.role == "representative"
    assert MailToken.objects.get(purpose="invitation").sendings == 1
    assert OutgoingMail.objects.filter(purpose="members.user_invited").count() == 1
    assert OutgoingMail.objects.filter(purpose="members.handover_received").count() == 2


def test_a_successor_who_leaves_before_is_refused(officer, colleague, plan_handover):
    plan_handover(colleague, email="third@city.example", days=3, by=officer)
    with pytest.raises(refusals.ActionRefused, match="後任 七子さんへ引き継ぐ予定です"):
        plan_handover(officer, email=colleague.email, days=3)
    plan_handover(officer, email=colleague.email, days=2)


def test_one_who_is_to_follow_cannot_leave_before(officer, colleague, plan_handover):
    plan_handover(officer, email=colleague.email, days=3)
    with pytest.raises(refusals.ActionRefused, match="堺 花子さんから引き継ぐ予定です"):
        plan_handover(colleague, email="third@city.example", days=3, by=officer)
    plan_handover(colleague, email="third@city.example", days=4, by=officer)


def test_an_impossible_handover_tells_its_author_and_stops_no_other(
    browser, officer, colleague, stranger, secretariat
):
    today = japanese_calendar.today()
    for leaving, email in ((officer, "stranger@city.example"), (colleague, "next@city.example")):
        Handover.objects.create(
            leaving=leaving,
            successor_name="後任",
            successor_email=email,
            effective_on=today,
            created_by=officer,
        )
    assert by_clock(carry_out_due_handover) == 1
    assert by_clock(carry_out_due_handover) == 0
    assert "ほかの団体" in OutgoingMail.objects.get(purpose="members.handover_refused").body
    officer.refresh_from_db()
    assert officer.is_active
    page = browser(secretariat).get("/members/handovers/?state=failed").content.decode()
    assert "ほかの団体の担当者として登録されています" in page
    assert "実施できなかった引継ぎ" in browser(secretariat).get("/mypage/").content.decode()
    stranger.delete()
    assert by_clock(carry_out_due_handover) == 1
    assert Handover.objects.get(leaving=officer).failed_reason == ""


def test_an_error_of_ours_in_one_stops_no_other(officer, colleague, plan_handover, monkeypatch):
    def breaks(*, leaving, successor, is_new):
        if leaving == officer:
            raise ZeroDivisionError

    monkeypatch.setattr(transfers, "_transfers", [breaks])
    plan_handover(officer, email="first@city.example", days=1)
    plan_handover(colleague, email="second@city.example", days=1, by=officer)
    assert by_clock(carry_out_due_handover, day=japanese_calendar.today() + datetime.timedelta(days=1)) == 1
    officer.refresh_from_db()
    assert officer.is_active
    assert not User.objects.filter(email="first@city.example").exists()
    assert "不具合" in Handover.objects.get(leaving=officer).failed_reason


def test_a_handover_of_somebody_without_a_section_does_not_stop_the_others(
    browser, secretariat, officer, colleague, plan_handover
):
    plan_handover(officer, email="first@city.example", days=1)
    plan_handover(colleague, email="second@city.example", days=1, by=officer)
    User.objects.filter(pk=officer.pk).update(section=None)
    assert by_clock(carry_out_due_handover, day=japanese_calendar.today() + datetime.timedelta(days=1)) == 1
    assert User.objects.get(email="second@city.example").section_id == colleague.section_id
    failed = Handover.objects.get(leaving=officer)
    client = browser(secretariat)
    assert "担当部署がありません" in client.get("/members/handovers/?state=failed").content.decode()
    assert client.get(failed.get_absolute_url()).status_code == 200
    assert client.post(f"{failed.get_absolute_url()}cancel/").status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"done_at": "2026-04-01T00:00Z"},
        {"cancelled_at": "2026-04-01T00:00Z"},
        {"failed_at": "2026-04-01T00:00Z"},
        {"failed_reason": "x"},
        {"origin": "mailbox"},
    ],
)
def test_half_handovers_are_refused_by_the_database(officer, plan_handover, change):
    handover = plan_handover(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(**change)


def test_every_step_is_in_the_audit_log(officer, colleague, plan_handover):
    cancel_handover(handover=plan_handover(officer), by=officer)
    plan_handover(officer, days=0)
    verbs = set(AuditEntry.objects.filter(object_type__model="handover").values_list("verb", flat=True))
    assert verbs == {f"members.handover_{verb}" for verb in ("registered", "cancelled", "done")}


@pytest.mark.django_db(transaction=True)
def test_two_workers_carry_the_same_handover_out_once(officer, colleague, plan_handover):
    handover = plan_handover(officer)
    together(*[lambda: carry_out_handover(handover=handover)] * 2)
    assert User.objects.filter(email="successor@city.example").count() == 1
    assert OutgoingMail.objects.filter(purpose="members.handover_received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_to_each_other_at_once_do_not_both_leave(officer, colleague, plan_handover):
    results = together(
        lambda: plan_handover(officer, email=colleague.email, days=0) and "done",
        lambda: plan_handover(colleague, email=officer.email, days=0) and "done",
    )
    assert "done" in results
    assert User.objects.active().of(officer.organization).count() == 1
    assert User.objects.of(officer.organization).representatives().count() == 1


def test_nobody_follows_into_a_section_that_was_closed(officer, colleague, secretariat, plan_handover):
    section = officer.section
    handover = plan_handover(officer, days=1)
    section.closed_at, section.closed_by = japanese_calendar.timezone.now(), secretariat
    section.save()
    assert not User.objects.with_transferable_post().filter(section=section).exists()
    with pytest.raises(refusals.ActionRefused):
        plan_handover(colleague, by=secretariat)
    assert by_clock(carry_out_due_handover, day=handover.effective_on) == 0
    assert "廃止されている" in OutgoingMail.objects.get(purpose="members.handover_refused").body


def test_nobody_ends_an_administrator_from_below(officer, secretariat, colleague, sakai, plan_handover):
    User.objects.filter(pk=colleague.pk).update(is_superuser=True)
    colleague.refresh_from_db()
    for by in (officer, secretariat):
        with pytest.raises(refusals.ActionRefused):
            plan_handover(colleague, by=by)
    with pytest.raises(refusals.ActionRefused):
        take_over(
            leaving=colleague,
            successor_name="x",
            successor_email="x@city.example",
            effective_on=japanese_calendar.today(),
            section=sakai.sections.get(),
        )
    plan_handover(colleague, days=0)
    assert not User.objects.get(email="successor@city.example").is_superuser


def test_a_successor_who_was_ended_since_does_not_come_back_by_the_clock(officer, colleague, plan_handover):
    handover = plan_handover(officer, email=colleague.email)
    deactivate_user(user=colleague, by=officer, reason="退職")
    assert by_clock(carry_out_due_handover, day=handover.effective_on) == 0
    officer.refresh_from_db()
    assert officer.is_active
    assert "後任者の登録は" in Handover.objects.get().failed_reason
