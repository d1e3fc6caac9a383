import datetime
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client

from members import actions, tasks
from members.models import Confirmation, Handover, Organization, User
from office import calendar
from office.models import Entry, Mail

pytestmark = pytest.mark.django_db
PAGES = [
    "/organization/",
    "/organization/edit/",
    "/organization/me/",
    "/organization/confirm/",
    "/organization/handover/",
]


@pytest.fixture
def handing_over(officer, colleague):
    """What is typed to hand the officer's post over today."""
    return {
        "leaving": officer.pk,
        "successor_name": "後任 七子",
        "successor_email": "successor@city.example",
        "effective_on": calendar.wareki(calendar.today()),
    }


@pytest.mark.parametrize("path", PAGES)
def test_pages_open_for_members_and_say_why_not_to_others(visitor, browser, officer, secretariat, path):
    assert visitor.get(path).url.startswith("/accounts/login/?next=")
    assert browser(officer).get(path).status_code == 200
    assert browser(secretariat).get(path).status_code == 200
    officer.organization.withdrawn_on = datetime.date(2026, 1, 1)
    officer.organization.save()
    answer = browser(officer).get(path)
    assert answer.status_code == 403
    assert "退会の手続きが済んでいる" in answer.content.decode()


def test_the_profile_costs_the_same_for_one_and_three_people(
    browser, officer, make_user, sakai, django_assert_num_queries
):
    client = browser(officer)
    client.get("/organization/")
    with django_assert_num_queries(5):
        client.get("/organization/")
    make_user("b@city.example", sakai)
    make_user("c@city.example", sakai)
    with django_assert_num_queries(5):
        assert "c@city.example" in client.get("/organization/").content.decode()


def test_an_officer_edits_introduction_and_web_site_with_a_trace(browser, officer, sakai):
    client = browser(officer)
    bad = client.post("/organization/edit/", {"introduction": "紹介", "website": "さいと"})
    assert bad.status_code == 400
    assert "紹介</textarea>" in bad.content.decode()
    good = {"introduction": "紹介\n二行目", "website": "https://www.city.sakai.lg.jp/"}
    assert client.post("/organization/edit/", good).url == "/members/271403/"
    sakai.refresh_from_db()
    assert sakai.introduction == "紹介\n二行目"
    entry = Entry.objects.get(verb="members.organization_changed")
    assert entry.facts["changes"]["紹介文"] == ["", "紹介\n二行目"]
    client.post("/organization/edit/", good)
    assert Entry.objects.filter(verb="members.organization_changed").count() == 1


def test_who_edits_a_section(visitor, browser, officer, colleague, reader, stranger, secretariat, sakai):
    section = sakai.sections.get()
    path = f"/organization/sections/{section.pk}/edit/"
    typed = {"name": "総務課", "mailbox": "soumu@city.example", "telephone": "０７２-000-0000"}
    assert visitor.post(path, typed).status_code == 302
    assert browser(stranger).post(path, typed).status_code == 404
    assert browser(reader).post(path, typed).status_code == 403
    assert browser(colleague).post(path, typed).status_code == 302
    section.refresh_from_db()
    assert (section.name, section.telephone) == ("総務課", "072-000-0000")
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    assert browser(colleague).post(f"/organization/sections/{other.pk}/edit/", typed).status_code == 403
    assert browser(officer).get(f"/organization/sections/{other.pk}/edit/").status_code == 200
    clash = browser(secretariat).post(f"/organization/sections/{other.pk}/edit/", typed)
    assert clash.status_code == 400
    assert "同じ名前の担当部署があります" in clash.content.decode()


def test_a_person_changes_his_name(browser, officer):
    client = browser(officer)
    assert client.post("/organization/me/", {"name": ""}).status_code == 400
    assert client.post("/organization/me/", {"name": "堺 花代"}).status_code == 302
    officer.refresh_from_db()
    assert officer.name == "堺 花代"
    assert Entry.objects.filter(verb="members.user_renamed").exists()


def test_confirming_is_recorded(visitor, browser, officer, sakai):
    assert visitor.post("/organization/confirm/").status_code == 302
    assert browser(officer).post("/organization/confirm/").url == "/organization/"
    sakai.refresh_from_db()
    assert (sakai.confirmed_by, bool(sakai.confirmed_at)) == (officer, True)
    assert Confirmation.objects.get().by == officer
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=sakai.pk).update(confirmed_by=None)


def test_a_stranger_cannot_confirm_for_others(stranger, sakai):
    with pytest.raises(actions.Refused):
        actions.confirm_organization(organization=sakai, by=stranger)


def test_handing_over_today_invites_the_successor_and_ends_the_predecessor(
    browser, officer, colleague, handing_over
):
    leaving = browser(officer)
    assert browser(colleague).post("/organization/handover/", handing_over).url == "/organization/"
    officer.refresh_from_db()
    successor = User.objects.get(email="successor@city.example")
    assert not officer.is_active
    assert officer.name == "堺 花子"
    assert successor.section == officer.section
    assert not successor.has_usable_password()
    assert Mail.objects.get(purpose="members.user_invited").to == successor.email
    assert Mail.objects.get(purpose="members.handover_done").to == officer.section.mailbox
    assert leaving.get("/organization/").url.startswith("/accounts/login/")


def test_one_who_hands_over_his_own_post_reads_that_it_is_done(browser, officer, handing_over):
    answer = browser(officer).post("/organization/handover/", handing_over)
    assert answer.status_code == 200
    assert "引継ぎが済みました" in answer.content.decode()


def test_a_shared_address_passes_on_with_the_post(browser, officer, handing_over):
    browser(officer).post("/organization/handover/", {**handing_over, "successor_email": officer.email})
    successor = User.objects.get(email="officer@city.example")
    assert successor.pk != officer.pk
    assert successor.name == "後任 七子"
    officer.refresh_from_db()
    assert officer.email.endswith("@account.invalid")


def test_a_colleague_can_be_the_successor(browser, officer, colleague, handing_over):
    browser(officer).post("/organization/handover/", {**handing_over, "successor_email": colleague.email})
    handover = Handover.objects.get()
    assert handover.successor == colleague
    assert not Mail.objects.filter(purpose="members.user_invited").exists()


def test_a_day_ahead_is_carried_out_by_the_clock(browser, officer, colleague, handing_over):
    day = calendar.today() + datetime.timedelta(days=30)
    browser(officer).post("/organization/handover/", {**handing_over, "effective_on": day.isoformat()})
    handover = Handover.objects.get()
    assert handover.is_open
    assert tasks.carry_out_due_handovers(0) == 0
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(0, 5), datetime.UTC)):
        assert tasks.carry_out_due_handovers(0) == 1
        assert tasks.carry_out_due_handovers(0) == 0
    handover.refresh_from_db()
    assert handover.done_at
    assert User.objects.filter(email="successor@city.example").count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"effective_on": "令和2年4月1日"}, "今日以降の日付"),
        ({"effective_on": "令和99年4月1日"}, "今日から60日以内"),
        ({"effective_on": "あした"}, "引継日"),
        ({"successor_email": "stranger@city.example"}, "ほかの団体の担当者"),
        ({"successor_name": ""}, "後任者の氏名"),
        ({"leaving": "0"}, "前任者"),
    ],
)
def test_bad_handovers_are_refused(browser, officer, stranger, handing_over, change, sentence):
    answer = browser(officer).post("/organization/handover/", {**handing_over, **change})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not Handover.objects.exists()


def test_who_hands_over(visitor, browser, officer, stranger, secretariat, sakai, handing_over):
    assert visitor.post("/organization/handover/", handing_over).status_code == 302
    assert browser(stranger).post("/organization/handover/", handing_over).status_code == 400
    assert not Handover.objects.exists()
    path = f"/organization/handover/?organization={sakai.pk}"
    assert browser(secretariat).post(path, handing_over).status_code == 302
    assert Handover.objects.get().created_by == secretariat


def test_cancelling_a_handover(visitor, browser, officer, stranger, handing_over):
    day = (calendar.today() + datetime.timedelta(days=3)).isoformat()
    browser(officer).post("/organization/handover/", {**handing_over, "effective_on": day})
    handover = Handover.objects.get()
    path = f"/organization/handover/{handover.pk}/cancel/"
    assert browser(officer).get(path).status_code == 405
    assert visitor.post(path).status_code == 302
    assert browser(stranger).post(path).status_code == 404
    again = browser(officer).post("/organization/handover/", {**handing_over, "effective_on": day})
    assert "すでに登録されています" in again.content.decode()
    assert browser(officer).post(path).status_code == 302
    handover.refresh_from_db()
    assert handover.cancelled_by == officer
    with pytest.raises(actions.Refused):
        actions.cancel_handover(handover=handover, by=officer)


def test_an_impossible_handover_tells_its_author_and_stops_no_other(officer, colleague, stranger):
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
    assert "ほかの団体" in Mail.objects.get(purpose="members.handover_refused").body
    officer.refresh_from_db()
    assert officer.is_active


@pytest.mark.parametrize("change", [{"done_at": "2026-04-01T00:00Z"}, {"cancelled_at": "2026-04-01T00:00Z"}])
def test_half_handovers_are_refused_by_the_database(officer, change):
    handover = Handover.objects.create(
        leaving=officer,
        successor_name="後任",
        successor_email="a@b.example",
        effective_on=calendar.today(),
        created_by=officer,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(**change)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_hand_over_at_once_one_is_registered(browser, officer, colleague, handing_over):
    typed = {**handing_over, "effective_on": (calendar.today() + datetime.timedelta(days=3)).isoformat()}
    clients: list[Client] = [browser(officer), browser(colleague)]
    statuses = []

    def press(client):
        try:
            statuses.append(client.post("/organization/handover/", typed).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [302, 400]
    assert Handover.objects.count() == 1


def test_a_shared_address_proved_by_the_predecessor_opens_the_successors_account(
    browser, officer, handing_over
):
    client = browser(officer)
    client.get("/accounts/email/")  # allauth now keeps the address as the predecessor's, proved
    handing_over["successor_email"] = officer.email
    client.post("/organization/handover/", handing_over)
    successor = User.objects.get(email="officer@city.example")
    assert successor.pk != officer.pk
    successor.set_password("another-long-word-2026")
    successor.save()
    known = Client()
    known.post("/accounts/login/", {"login": successor.email, "password": "another-long-word-2026"})
    assert known.session.get("_auth_user_id") == str(successor.pk)
    assert known.get("/accounts/email/").status_code == 200


def test_a_handover_of_somebody_without_a_section_does_not_stop_the_others(officer, colleague):
    day = calendar.today() + datetime.timedelta(days=1)
    for leaving, email in [(officer, "first@city.example"), (colleague, "second@city.example")]:
        actions.hand_over(
            leaving=leaving, successor_name="後任", successor_email=email, effective_on=day, by=officer
        )
    User.objects.filter(pk=officer.pk).update(section=None)
    assert actions.carry_out_due_handovers(day=day) == 1
    assert User.objects.get(email="second@city.example").section_id == colleague.section_id


def test_a_handover_told_from_the_section_mailbox(officer, colleague, stranger, sakai):
    section = sakai.sections.get()
    typed = {"successor_name": "後任 七子", "successor_email": "s@city.example"}
    typed["effective_on"] = calendar.today()
    with pytest.raises(actions.Refused):
        actions.take_over(leaving=stranger, section=section, **typed)
    made = actions.take_over(leaving=officer, section=section, **typed)
    made.refresh_from_db()
    assert (made.origin, made.created_by, made.successor.role) == ("mailbox", None, "representative")
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.update(created_by=colleague)
