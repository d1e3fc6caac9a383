"""Handing a post on: the three screens, who may, what it does, and the clock."""

import datetime
import threading
import uuid

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client

from members import actions, handing_over, tasks
from members.models import Handover, MailProof, Review, User
from office import calendar
from office.models import Entry, Mail

pytestmark = pytest.mark.django_db
PATH = "/organization/handover/"


@pytest.fixture
def typed(officer, colleague):
    """What is typed to hand the officer's post over today."""
    return {
        "once": str(uuid.uuid4()),
        "leaving": officer.pk,
        "successor_name": "後任 七子",
        "successor_email": "successor@city.example",
        "effective_on": calendar.wareki(calendar.today()),
    }


@pytest.fixture
def in_days():
    def count(days):
        return calendar.today() + datetime.timedelta(days=days)

    return count


@pytest.fixture
def plan(in_days):
    """Register a hand-over for a day to come."""

    def make(leaving, email="successor@city.example", days=3, by=None):
        return actions.hand_over(
            leaving=leaving,
            successor_name="後任 七子",
            successor_email=email,
            effective_on=in_days(days),
            by=by or leaving,
        )

    return make


def post(client, typed, stage="submit", path=PATH):
    return client.post(path, {**typed, "stage": stage})


def told(purpose):
    return set(Mail.objects.filter(purpose=f"members.{purpose}").values_list("to", flat=True))


def test_form_then_confirmation_then_done(browser, officer, typed, in_days):
    client = browser(officer)
    typed["effective_on"] = in_days(30).isoformat()
    assert "stage" in client.get(PATH).content.decode()
    confirm = post(client, typed, "confirm").content.decode()
    assert "まだ登録されていません" in confirm
    assert calendar.wareki(in_days(30)) in confirm
    assert not Handover.objects.exists()
    back = post(client, typed, "edit")
    assert back.status_code == 200
    assert 'value="successor@city.example"' in back.content.decode()
    answer = post(client, typed)
    assert answer.url == f"/organization/handover/{Handover.objects.get().pk}/?step=3"
    assert "引継ぎを登録しました" in client.get(answer.url).content.decode()


def test_a_double_click_hands_over_once_and_shows_the_first(browser, officer, colleague, typed):
    typed["leaving"] = colleague.pk
    first = post(browser(officer), typed)
    second = post(browser(officer), typed)
    assert first.url == second.url
    assert Handover.objects.count() == 1


def test_handing_over_today_invites_the_successor_and_ends_the_predecessor(
    browser, officer, secretariat, sakai, typed
):
    leaving = browser(officer)
    leaving.get("/organization/")
    assert post(browser(secretariat), typed, path=f"{PATH}?organization={sakai.pk}").status_code == 302
    officer.refresh_from_db()
    successor = User.objects.get(email="successor@city.example")
    assert not officer.is_active
    assert officer.name == "堺 花子"
    assert (successor.section, successor.role) == (officer.section, "representative")
    assert not successor.has_usable_password()
    assert told("user_invited") == {successor.email}
    assert told("handover_received") == {successor.email}
    assert told("handover_done") == {officer.section.mailbox}
    assert told("handover_ended") == {officer.email}
    assert leaving.get("/organization/").url.startswith("/accounts/login/")


def test_one_who_hands_over_his_own_post_reads_that_it_is_done(browser, officer, typed, visitor):
    client = browser(officer)
    answer = post(client, typed)
    assert answer.url == "/organization/handover/ended/"
    page = client.get(answer.url).content.decode()
    assert "引継ぎが済みました" in page
    assert officer.name not in page
    assert visitor.get(answer.url).status_code == 200


def test_a_shared_address_passes_on_with_the_post(browser, officer, typed):
    post(browser(officer), {**typed, "successor_email": officer.email})
    successor = User.objects.get(email="officer@city.example")
    assert successor.pk != officer.pk
    assert successor.name == "後任 七子"
    officer.refresh_from_db()
    assert officer.email.endswith("@account.invalid")
    assert not told("handover_ended")


def test_a_shared_address_proved_by_the_predecessor_opens_the_successors_account(browser, officer, typed):
    client = browser(officer)
    client.get("/accounts/email/")  # allauth now keeps the address as the predecessor's, proved
    post(client, {**typed, "successor_email": officer.email})
    successor = User.objects.get(email="officer@city.example")
    assert successor.pk != officer.pk
    successor.set_password("another-long-word-2026")
    successor.save()
    known = Client()
    known.post("/accounts/login/", {"login": successor.email, "password": "another-long-word-2026"})
    assert known.session.get("_auth_user_id") == str(successor.pk)
    assert known.get("/accounts/email/").status_code == 200


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"effective_on": "令和2年4月1日"}, "今日以降の日付"),
        ({"effective_on": "令和99年4月1日"}, "今日から60日以内"),
        ({"effective_on": "令和9年2月29日"}, "引継日"),
        ({"effective_on": "あした"}, "引継日"),
        ({"successor_email": "stranger@city.example"}, "ほかの団体の担当者"),
        ({"successor_name": ""}, "後任者の氏名"),
        ({"successor_name": "\0"}, "後任者の氏名"),
        ({"successor_name": "七" * 1_000_000}, "後任者の氏名"),
        ({"leaving": "0"}, "前任者を一覧から"),
    ],
)
@pytest.mark.parametrize("stage", ["confirm", "submit"])
def test_bad_handovers_are_refused(browser, officer, stranger, typed, change, sentence, stage):
    answer = post(browser(officer), {**typed, **change}, stage)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Handover.objects.exists()


def test_who_hands_over_whom(
    visitor, browser, officer, colleague, reader, stranger, ward_officer, secretariat, sakai, typed, in_days
):
    typed["effective_on"] = in_days(3).isoformat()
    assert post(visitor, typed).status_code == 302
    for person in (stranger, ward_officer, colleague, reader):
        assert post(browser(person), typed).status_code == 400
        assert post(browser(person), typed, path=f"{PATH}?organization={sakai.pk}").status_code == 400
    assert not Handover.objects.exists()
    for leaving, by, origin in (
        (colleague, colleague, "leaving"),
        (reader, officer, "colleague"),
        (officer, secretariat, "secretariat"),
    ):
        path = f"{PATH}?organization={sakai.pk}" if by == secretariat else PATH
        fields = {**typed, "once": str(uuid.uuid4()), "leaving": leaving.pk}
        assert post(browser(by), fields, path=path).status_code == 302
        made = Handover.objects.get(leaving=leaving)
        assert (made.origin, made.created_by) == (origin, by)


def test_an_officer_is_offered_himself_only(browser, officer, colleague):
    page = browser(colleague).get(PATH).content.decode()
    assert f'<option value="{colleague.pk}"' in page
    assert f'<option value="{officer.pk}"' not in page


def test_who_sees_and_cancels_a_plan(
    visitor, browser, officer, colleague, reader, stranger, ward_officer, secretariat, plan
):
    for by in (officer, secretariat, colleague):
        handover = plan(colleague, by=officer)
        path = f"/organization/handover/{handover.pk}/"
        assert visitor.get(path).status_code == 302
        assert visitor.post(f"{path}cancel/").status_code == 302
        for person in (stranger, ward_officer):
            assert browser(person).get(path).status_code == 404
            assert browser(person).post(f"{path}cancel/").status_code == 404
        assert browser(reader).get(path).status_code == 200
        assert browser(reader).post(f"{path}cancel/").status_code == 403
        assert browser(by).get(f"{path}cancel/").status_code == 405
        assert browser(by).post(f"{path}cancel/").url == path
        handover.refresh_from_db()
        assert handover.cancelled_by == by
        again = browser(by).post(f"{path}cancel/", follow=True).content.decode()
        assert "すでに実施されたか、取り消されています" in again
    assert told("handover_cancelled") == {
        officer.email,
        colleague.email,
        colleague.section.mailbox,
    }


def test_a_plan_is_told_to_those_who_may_cancel_it(officer, colleague, secretariat, plan):
    handover = plan(colleague, by=secretariat)
    assert told("handover_planned") == {officer.email, colleague.email, colleague.section.mailbox}
    body = Mail.objects.filter(purpose="members.handover_planned")[0].body
    assert body.count("http") == 1
    assert handover.get_absolute_url() in body


def test_a_plan_stands_on_profile_and_mypage_of_both(browser, officer, colleague, reader, plan):
    handover = plan(officer, email=colleague.email)
    for person, words in ((officer, "さんへ引き継ぐ予定です"), (colleague, "さんから引き継ぐ予定です")):
        client = browser(person)
        assert handover.get_absolute_url() in client.get("/organization/").content.decode()
        assert words in client.get("/mypage/").content.decode()
    assert "引き継ぐ予定です" not in browser(reader).get("/mypage/").content.decode()


def test_changing_a_plan_is_cancelling_it_and_planning_anew(browser, officer, typed, plan, in_days):
    handover = plan(officer)
    typed["effective_on"] = in_days(5).isoformat()
    assert "すでに登録されています" in post(browser(officer), typed).content.decode()
    actions.cancel_handover(handover=handover, by=officer)
    assert post(browser(officer), typed).status_code == 302


def test_a_day_ahead_is_carried_out_by_the_clock(browser, officer, colleague, plan, in_days):
    handover = plan(officer, days=30)
    assert tasks.carry_out_due_handovers(0) == 0
    with time_machine.travel(f"{in_days(30).isoformat()}T00:05+09:00"):
        assert tasks.carry_out_due_handovers(0) == 1
        assert tasks.carry_out_due_handovers(0) == 0
        successor = User.objects.get(email="successor@city.example")
        assert "引継書で確かめる" in browser(successor).get("/mypage/").content.decode()
    handover.refresh_from_db()
    assert handover.done_at


def test_the_first_of_april_begins_at_midnight_in_tokyo(officer, colleague):
    with time_machine.travel("2027-03-20T12:00+09:00"):
        actions.hand_over(
            leaving=officer,
            successor_name="後任",
            successor_email="a@city.example",
            effective_on=datetime.date(2027, 4, 1),
            by=officer,
        )
    with time_machine.travel("2027-03-31T23:59+09:00"):
        assert tasks.carry_out_due_handovers(0) == 0
    with time_machine.travel("2027-04-01T00:05+09:00"):
        assert tasks.carry_out_due_handovers(0) == 1


# roles


def test_a_colleague_follows_the_last_representative_and_represents(officer, colleague, plan):
    plan(officer, email=colleague.email, days=0)
    colleague.refresh_from_db()
    assert colleague.role == "representative"
    assert not told("user_invited")
    assert Review.objects.filter(entry__verb="members.handover_done").exists()


def test_a_colleague_stays_officer_where_another_one_represents(officer, colleague, make_user, sakai, plan):
    make_user("second@city.example", sakai)
    plan(officer, email=colleague.email, days=0)
    colleague.refresh_from_db()
    assert colleague.role == "officer"


def test_a_reader_who_follows_an_officer_writes(officer, colleague, reader, plan):
    plan(colleague, email=reader.email, days=0)
    reader.refresh_from_db()
    assert reader.role == "officer"


def test_a_colleague_of_another_section_stays_there(officer, colleague, sakai, plan):
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    User.objects.filter(pk=colleague.pk).update(section=other)
    plan(officer, email=colleague.email, days=0)
    colleague.refresh_from_db()
    assert (colleague.section, colleague.role) == (other, "representative")


def test_one_who_comes_back_has_the_post_again(officer, colleague, plan):
    actions.deactivate_user(user=colleague, by=officer, reason="x")
    plan(officer, email=colleague.email, days=0)
    colleague.refresh_from_db()
    assert colleague.is_active
    assert colleague.role == "representative"


def test_the_post_of_one_who_is_gone_passes_on_once(browser, officer, colleague, secretariat, sakai, typed):
    actions.deactivate_user(user=officer, by=secretariat, reason="退職")
    typed["leaving"] = officer.pk
    path = f"{PATH}?organization={sakai.pk}"
    assert "利用を終了した担当者" in browser(secretariat).get(path).content.decode()
    assert post(browser(secretariat), typed, path=path).status_code == 302
    made = User.objects.get(email="successor@city.example")
    assert made.role == "representative"  # nobody else was it
    again = {**typed, "once": str(uuid.uuid4()), "successor_email": "third@city.example"}
    assert post(browser(secretariat), again, path=path).status_code == 400
    assert f'<option value="{officer.pk}"' not in browser(secretariat).get(path).content.decode()


def test_a_representative_who_was_ended_hands_on_no_more_than_an_officer(officer, make_user, sakai, plan):
    other = make_user("second@city.example", sakai)
    actions.deactivate_user(user=other, by=officer, reason="x")
    plan(other, by=officer, days=0)
    assert User.objects.get(email="successor@city.example").role == "officer"


# plans that meet


def test_one_follows_two_and_is_invited_once(officer, colleague, plan):
    plan(officer, by=officer, days=1)
    plan(colleague, by=officer, days=1)
    with time_machine.travel(calendar.today() + datetime.timedelta(days=2)):
        assert actions.carry_out_due_handovers() == 2
    successor = User.objects.get(email="successor@city.example")
    assert successor.role == "representative"
    assert MailProof.objects.get(purpose="invitation").sendings == 1
    assert Mail.objects.filter(purpose="members.user_invited").count() == 1
    assert Mail.objects.filter(purpose="members.handover_received").count() == 2


def test_a_successor_who_leaves_before_is_refused(officer, colleague, plan):
    plan(colleague, email="third@city.example", days=3, by=officer)
    with pytest.raises(actions.Refused, match="後任 七子さんへ引き継ぐ予定です"):
        plan(officer, email=colleague.email, days=3)
    plan(officer, email=colleague.email, days=2)


def test_one_who_is_to_follow_cannot_leave_before(officer, colleague, plan):
    plan(officer, email=colleague.email, days=3)
    with pytest.raises(actions.Refused, match="堺 花子さんから引き継ぐ予定です"):
        plan(colleague, email="third@city.example", days=3, by=officer)
    plan(colleague, email="third@city.example", days=4, by=officer)


def test_an_impossible_handover_tells_its_author_and_stops_no_other(
    browser, officer, colleague, stranger, secretariat
):
    today = calendar.today()
    for leaving, email in ((officer, "stranger@city.example"), (colleague, "next@city.example")):
        Handover.objects.create(
            leaving=leaving,
            successor_name="後任",
            successor_email=email,
            effective_on=today,
            created_by=officer,
        )
    assert actions.carry_out_due_handovers() == 1
    assert actions.carry_out_due_handovers() == 0
    assert "ほかの団体" in Mail.objects.get(purpose="members.handover_refused").body
    officer.refresh_from_db()
    assert officer.is_active
    page = browser(secretariat).get("/members/handovers/?state=failed").content.decode()
    assert "ほかの団体の担当者として登録されています" in page
    assert "実施できなかった引継ぎ" in browser(secretariat).get("/mypage/").content.decode()
    stranger.delete()
    assert actions.carry_out_due_handovers() == 1
    assert Handover.objects.get(leaving=officer).failed_reason == ""


def test_an_error_of_ours_in_one_stops_no_other(officer, colleague, plan, monkeypatch):
    def breaks(*, leaving, successor, is_new):
        if leaving == officer:
            raise ZeroDivisionError

    monkeypatch.setattr(handing_over, "_carriers", [breaks])
    plan(officer, email="first@city.example", days=1)
    plan(colleague, email="second@city.example", days=1, by=officer)
    assert actions.carry_out_due_handovers(day=calendar.today() + datetime.timedelta(days=1)) == 1
    officer.refresh_from_db()
    assert officer.is_active
    assert not User.objects.filter(email="first@city.example").exists()
    assert "不具合" in Handover.objects.get(leaving=officer).failed_reason


def test_a_handover_of_somebody_without_a_section_does_not_stop_the_others(
    browser, secretariat, officer, colleague, plan
):
    plan(officer, email="first@city.example", days=1)
    plan(colleague, email="second@city.example", days=1, by=officer)
    User.objects.filter(pk=officer.pk).update(section=None)
    assert actions.carry_out_due_handovers(day=calendar.today() + datetime.timedelta(days=1)) == 1
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
def test_half_handovers_are_refused_by_the_database(officer, plan, change):
    handover = plan(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(**change)


def test_every_step_is_in_the_register(officer, colleague, plan):
    actions.cancel_handover(handover=plan(officer), by=officer)
    plan(officer, days=0)
    verbs = set(Entry.objects.filter(object_type__model="handover").values_list("verb", flat=True))
    assert verbs == {f"members.handover_{verb}" for verb in ("registered", "cancelled", "done")}


# two at once


def together(*calls):
    """Run each in a thread of its own; what they returned or refused."""
    results = []

    def run(call):
        try:
            results.append(call())
        except actions.Refused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_hand_over_the_same_post_at_once_one_is_registered(browser, officer, secretariat, sakai, typed):
    typed["effective_on"] = (calendar.today() + datetime.timedelta(days=3)).isoformat()
    other = {**typed, "once": str(uuid.uuid4())}
    first, second = browser(officer), browser(secretariat)
    statuses = together(
        lambda: post(first, typed).status_code,
        lambda: post(second, other, path=f"{PATH}?organization={sakai.pk}").status_code,
    )
    assert sorted(statuses) == [302, 400]
    assert Handover.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_carry_the_same_handover_out_once(officer, colleague, plan):
    handover = plan(officer)
    together(*[lambda: actions.carry_out_handover(handover=handover)] * 2)
    assert User.objects.filter(email="successor@city.example").count() == 1
    assert Mail.objects.filter(purpose="members.handover_received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_over_to_each_other_at_once_do_not_both_leave(officer, colleague, plan):
    results = together(
        lambda: plan(officer, email=colleague.email, days=0) and "done",
        lambda: plan(colleague, email=officer.email, days=0) and "done",
    )
    assert "done" in results
    assert User.objects.active().filter(pk__in=[officer.pk, colleague.pk]).count() == 1
    assert User.objects.of(officer.organization).representatives().count() == 1
