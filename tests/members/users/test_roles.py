"""Roles in an organisation: the representative manages, the officer acts, the reader reads."""

import re

import pytest
from django.utils import timezone

from bench.content import organizations
from board.topics.models import Topic
from members.organizations.rules import works_for
from members.users.models import User
from members.users.queries import addresses_of
from tests.mypage import pending_kinds

pytestmark = pytest.mark.django_db


def test_who_acts(officer, colleague, reader):
    assert [user.acts_for_section for user in (officer, colleague, reader)] == [True, True, False]
    officer.is_active = False
    assert not officer.acts_for_section
    assert not works_for(officer, officer.organization)


def test_a_new_person_is_an_officer_unless_told(sakai):
    person = User.objects.create_user("new@city.example", name="新人", section=sakai.sections.get())
    person.refresh_from_db()
    assert person.role == User.Role.OFFICER


@pytest.fixture
def ward_reader(make_user, koto):
    return make_user("ward-reader@city.example", koto, "江東 読子", User.Role.READER)


@pytest.fixture
def topic(officer):
    """An open topic of 堺市, and a draft beside it."""
    fields = {
        "kind": Topic.Kind.NOTICE,
        "organization": officer.organization,
        "section": officer.section,
        "author": officer,
        "author_name": officer.name,
        "saved_by": officer,
        "body": "本文",
        "body_html": "<p>本文</p>",
        "themes": ["general"],
    }
    now = timezone.now()
    Topic.objects.create(title="見本の下書き", state=Topic.State.DRAFT, **fields)
    return Topic.objects.create(
        title="見本の投稿",
        state=Topic.State.OPEN,
        published_at=now,
        published_by=officer,
        last_activity_at=now,
        activity_no=1,
        **fields,
    )


REFUSED = ["/board/new/", "/organization/edit/", "/organization/sections/", "/confirm/", "/invite/", "/edit/"]


def test_a_reader_is_shown_no_link_that_would_be_refused(browser, officer, reader, topic):
    pages = ["/board/", f"/board/topics/{topic.pk}/", "/board/pamphlets/", "/board/drafts/", "/board/unread/"]
    pages += ["/mypage/", "/organization/", "/organization/people/"]
    for page in pages:
        shown = browser(reader).get(page).content.decode()
        links = set(re.findall(r'(?:href|action)="([^"#]+)"', shown.split("<main")[1].split("</main>")[0]))
        assert not [link for link in links if any(part in link for part in REFUSED)], page
    for page, part in (("/board/", "/board/new/"), ("/mypage/", "/board/new/"), ("/organization/", "/edit/")):
        assert part in browser(officer).get(page).content.decode()


def test_a_reader_reads_why_they_cannot_answer(browser, reader, topic):
    page = browser(reader).get(f"/board/topics/{topic.pk}/").content.decode()
    assert "あなたの役割は「閲覧」のため、返信できません" in page
    assert "<textarea" not in page


def test_a_reader_sees_no_drafts(browser, colleague, reader, topic):
    assert "見本の下書き" in browser(colleague).get("/board/drafts/").content.decode()
    assert "見本の下書き" not in browser(reader).get("/board/drafts/").content.decode()
    assert "見本の下書き" not in browser(reader).get("/mypage/").content.decode()


def test_a_reader_has_no_tasks(browser, ward_reader, officer, reader):
    assert pending_kinds(browser(officer)) == ["登録内容の確認"]
    assert pending_kinds(browser(reader)) == []
    assert pending_kinds(browser(ward_reader)) == []


def test_only_those_who_can_answer_are_asked_by_mail(ward_officer, ward_reader, koto):
    asked = addresses_of(organizations=[koto])
    assert ward_officer.email in asked
    assert koto.sections.get().mailbox in asked
    assert ward_reader.email not in asked


@pytest.mark.usefixtures("no_cast")
def test_a_bulk_organisation_has_one_representative(sakai, kushiro, officer):
    organizations.fill_users(9)
    for organization, expected in ((sakai, [officer.email]), (kushiro, None)):
        found = list(User.objects.of(organization).representatives().values_list("email", flat=True))
        assert len(found) == 1
        assert expected is None or found == expected
    organizations.fill_users(12)
    assert User.objects.representatives().count() == 2
