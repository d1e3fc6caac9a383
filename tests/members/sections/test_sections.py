"""Sections of an organisation: added, closed, open again; closed ones stand in no list."""

import datetime

import pytest

from common import refusals
from common.audit_log.models import AuditEntry
from members.handovers.models import Handover
from members.reviews.models import Review
from members.sections.actions import add_section, change_section, close_section, closing_blocked_reason
from members.sections.models import Section
from members.users.actions import change_person, end_account

pytestmark = pytest.mark.django_db
ADD = "/organization/sections/add/"
TYPED = {"name": "観光課", "mailbox": "kanko@city.example", "telephone": "", "postal_code": "", "address": ""}


@pytest.fixture
def tourism(sakai):
    return Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")


def close_path(section):
    return f"/organization/sections/{section.pk}/close/"


def test_a_section_is_added(browser, officer, stranger, secretariat, sakai, kushiro):
    bad = browser(officer).post(ADD, {**TYPED, "mailbox": "観光課"})
    assert bad.status_code == 400
    assert 'value="観光課"' in bad.content.decode()
    assert browser(officer).post(ADD, TYPED).url == "/organization/"
    asked = f"{ADD}?organization={sakai.pk}"
    assert browser(stranger).post(asked, TYPED).url == "/organization/"  # adds to their own
    assert sorted(Section.objects.filter(name="観光課").values_list("organization__name", flat=True)) == [
        "堺市",
        "釧路市",
    ]
    answer = browser(secretariat).post(asked, {**TYPED, "name": "国際課"})
    assert answer.url == f"/organization/?organization={sakai.pk}"
    assert Review.objects.filter(entry__verb="members.section_added").count() == 2  # not the secretariat's


def test_a_name_in_use_is_refused_and_a_double_click_adds_once(browser, officer, sakai):
    client = browser(officer)
    once = str(client.get(ADD).context["form"]["idempotency_key"].value())
    for _ in range(2):
        assert client.post(ADD, {**TYPED, "idempotency_key": once}).status_code == 302
    assert sakai.sections.filter(name="観光課").count() == 1
    again = client.post(ADD, TYPED)
    assert again.status_code == 400
    assert "同じ名前の担当部署があります" in again.content.decode()
    with pytest.raises(refusals.ActionRefused, match="同じ名前"):
        add_section(organization=sakai, fields=TYPED, by=officer)


def test_closing_and_opening_again(browser, officer, sakai, tourism):
    client = browser(officer)
    assert "廃止する" in client.get(close_path(tourism)).content.decode()
    assert client.post(close_path(tourism)).url == "/organization/"
    tourism.refresh_from_db()
    assert (tourism.is_open, tourism.closed_by) == (False, officer)
    assert Review.objects.get().entry.verb == "members.section_closed"
    assert "すでに廃止されています" in client.post(close_path(tourism), follow=True).content.decode()
    assert client.get(f"/organization/sections/{tourism.pk}/edit/").status_code == 403
    assert client.post(ADD, {**TYPED, "mailbox": "new@city.example"}).status_code == 302
    tourism.refresh_from_db()
    assert (tourism.is_open, tourism.mailbox) == (True, "new@city.example")
    assert AuditEntry.objects.filter(verb="members.section_reopened").count() == 1


def test_a_section_with_people_or_the_last_one_stays(browser, officer, colleague, secretariat, tourism):
    client, first = browser(officer), officer.section
    page = client.post(close_path(first))
    assert page.status_code == 400
    assert "担当者がいるため、廃止できません" in page.content.decode()
    assert colleague.name in page.content.decode()
    close_section(section=tourism, by=secretariat)
    with pytest.raises(refusals.ActionRefused, match="担当者がいる"):
        close_section(section=first, by=officer)
    empty = stranger_section = Section.objects.create(
        organization=secretariat.organization, name="空", mailbox="x@city.example"
    )
    Section.objects.filter(organization=secretariat.organization).exclude(pk=empty.pk).update(
        closed_at=datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC), closed_by=secretariat
    )
    with pytest.raises(refusals.ActionRefused, match="ただ一つの担当部署"):
        close_section(section=stranger_section, by=secretariat)


def test_a_planned_hand_over_keeps_its_section(officer, colleague, tourism):
    change_person(person=colleague, section=tourism, role="officer", by=officer)
    Handover.objects.create(
        leaving=colleague,
        successor_name="後任",
        successor_email="n@city.example",
        effective_on=datetime.date(2027, 4, 1),
        created_by=officer,
    )
    end_account(person=colleague, by=officer, reason="異動")
    assert "引継ぎがあるため" in closing_blocked_reason(tourism)


def test_another_mailbox_is_not_the_one_that_bounced(browser, officer, colleague, sakai):
    section = sakai.sections.get()
    Section.objects.filter(pk=section.pk).update(
        bounced_at=datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
    )
    path = f"/organization/sections/{section.pk}/edit/"
    typed = {"name": "企画課", "mailbox": section.mailbox, "telephone": "072-000-0000"}
    assert browser(colleague).post(path, typed).status_code == 302
    section.refresh_from_db()
    assert section.bounced_at is not None
    Review.objects.all().delete()
    assert browser(colleague).post(path, {**typed, "mailbox": "new@city.example"}).status_code == 302
    section.refresh_from_db()
    assert (section.mailbox, section.bounced_at) == ("new@city.example", None)
    changes = Review.objects.get().entry.facts["changes"]
    assert changes == {"担当課の共通アドレス": [f"section{sakai.pk}@city.example", "new@city.example"]}


def test_a_name_taken_a_moment_before_is_refused(officer, sakai, tourism):
    with pytest.raises(refusals.ActionRefused, match="同じ名前"):
        change_section(section=tourism, fields={"name": "企画課"}, by=officer)


def test_a_closed_section_stands_in_no_list(browser, officer, stranger, sakai, tourism):
    close_section(section=tourism, by=officer)
    for path in ("/members/271403/", "/members/directory.csv", "/board/new/pamphlet/", "/organization/"):
        page = browser(officer).get(path)
        assert page.status_code == 200
        assert "観光課" not in b"".join(page).decode("utf-8-sig"), path
    assert browser(officer).get("/organization/confirm/").status_code == 200
    assert "観光課" not in browser(officer).get("/organization/people/invite/").content.decode()


def test_mail_for_a_closed_section_reaches_the_open_ones(officer, sakai, tourism):
    assert tourism.mailboxes == ["kanko@city.example"]
    close_section(section=tourism, by=officer)
    tourism.refresh_from_db()
    assert tourism.mailboxes == [f"section{sakai.pk}@city.example"]
    assert tourism.name_now == "観光課（廃止）"
