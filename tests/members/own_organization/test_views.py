import datetime

import pytest
from django.db import IntegrityError, transaction

from common import refusals
from common.audit_log.models import AuditEntry
from members.confirmation_answers.actions import confirm_organization
from members.confirmations.models import Confirmation
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db


def test_whose_organization_left_reads_why(browser, officer):
    officer.organization.withdrawn_on = datetime.date(2026, 1, 1)
    officer.organization.save()
    assert "退会の手続きが済んでいる" in browser(officer).get("/organization/").content.decode()


def test_the_profile_costs_the_same_for_one_and_three_people(
    browser, officer, make_user, sakai, django_assert_num_queries
):
    client = browser(officer)
    client.get("/organization/")
    with django_assert_num_queries(6):
        client.get("/organization/")
    make_user("b@city.example", sakai)
    make_user("c@city.example", sakai)
    with django_assert_num_queries(6):
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
    entry = AuditEntry.objects.get(verb="members.organization_changed")
    assert entry.facts["changes"]["紹介文"] == ["", "紹介\n二行目"]
    client.post("/organization/edit/", good)
    assert AuditEntry.objects.filter(verb="members.organization_changed").count() == 1


def test_who_edits_a_section(browser, officer, colleague, secretariat, sakai):
    section = sakai.sections.get()
    path = f"/organization/sections/{section.pk}/edit/"
    typed = {"name": "総務課", "mailbox": "soumu@city.example", "telephone": "０７２-000-0000"}
    assert browser(colleague).post(path, typed).status_code == 302
    section.refresh_from_db()
    assert (section.name, section.telephone) == ("総務課", "072-000-0000")
    other = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    assert browser(colleague).post(f"/organization/sections/{other.pk}/edit/", typed).status_code == 403
    assert browser(officer).get(f"/organization/sections/{other.pk}/edit/").status_code == 200
    clash = browser(secretariat).post(f"/organization/sections/{other.pk}/edit/", typed)
    assert clash.status_code == 400
    assert "同じ名前の担当部署があります" in clash.content.decode()


def test_a_person_changes_their_name(browser, officer):
    client = browser(officer)
    assert client.post("/organization/me/", {"name": ""}).status_code == 400
    assert client.post("/organization/me/", {"name": "堺 花代"}).status_code == 302
    officer.refresh_from_db()
    assert officer.name == "堺 花代"
    assert AuditEntry.objects.filter(verb="members.user_renamed").exists()


def test_confirming_is_recorded(browser, officer, sakai):
    assert browser(officer).post("/organization/confirm/").url == "/organization/"
    sakai.refresh_from_db()
    assert (sakai.confirmed_by, bool(sakai.confirmed_at)) == (officer, True)
    assert Confirmation.objects.get().by == officer
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=sakai.pk).update(confirmed_at=None)


def test_a_stranger_cannot_confirm_for_others(stranger, sakai):
    with pytest.raises(refusals.ActionRefused):
        confirm_organization(organization=sakai, by=stranger)
