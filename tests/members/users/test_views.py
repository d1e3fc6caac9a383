"""The people of an organisation: who reads them, who invites, changes and ends."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common import refusals
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.reviews.models import Review
from members.sections.actions import close_section
from members.sections.models import Section
from members.users.actions import change_person, end_account, invite_person
from members.users.models import User

pytestmark = pytest.mark.django_db
LIST = "/organization/people/"
INVITE = "/organization/people/invite/"


@pytest.fixture
def tourism(sakai):
    return Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")


@pytest.fixture
def second(make_user, sakai):
    """Another representative of 堺市."""
    return make_user("second@city.example", sakai, "堺 二代")


@pytest.fixture
def cast(officer, colleague, reader, stranger, ward_officer, secretariat, browser, visitor):
    people = {
        "officer": officer,
        "colleague": colleague,
        "reader": reader,
        "stranger": stranger,
        "ward_officer": ward_officer,
        "secretariat": secretariat,
    }
    return {"visitor": visitor, **{name: browser(person) for name, person in people.items()}}


def typed(section, **more):
    return {
        "name": "新任 八子",
        "email": "Shinnin@city.example",
        "section": section.pk,
        "role": "officer",
        **more,
    }


def statuses(cast, path, data=None):
    ask = (lambda client: client.post(path, data)) if data is not None else (lambda client: client.get(path))
    return {name: ask(client).status_code for name, client in cast.items()}


def mails(purpose):
    return sorted(OutgoingMail.objects.filter(purpose=f"members.{purpose}").values_list("to", flat=True))


def test_everybody_of_the_organisation_reads_its_people_and_only_them(cast, officer, stranger, sakai):
    assert statuses(cast, LIST) == {
        **dict.fromkeys(cast, 200),
        "visitor": 302,
    }
    own = cast["reader"].get(LIST).content.decode()
    assert officer.email in own
    assert stranger.email not in own
    assert f"{LIST}{officer.pk}/" not in own
    assert INVITE not in own
    assert f"{LIST}{officer.pk}/" in cast["officer"].get(LIST).content.decode()
    asked = f"{LIST}?organization={sakai.pk}"
    assert officer.email in cast["secretariat"].get(asked).content.decode()
    assert officer.email not in cast["stranger"].get(asked).content.decode()


def test_the_list_costs_the_same_for_one_and_three(
    browser, officer, sakai, make_user, django_assert_num_queries
):
    client = browser(officer)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
    make_user("b@city.example", sakai, role=User.Role.OFFICER)
    make_user("c@city.example", sakai, role=User.Role.READER)
    with django_assert_num_queries(6):
        assert "c@city.example" in client.get(LIST).content.decode()


def test_the_list_says_who_is_in_invited_and_ended(browser, officer, second, sakai):
    invite_person(
        organization=sakai,
        name="招待 一子",
        email="i@city.example",
        section=sakai.sections.get(),
        role="officer",
        by=officer,
    )
    end_account(person=second, by=officer, reason="異動")
    client = browser(officer)
    page = client.get(LIST).content.decode()
    assert "招待中" in page
    assert second.email not in page
    ended = client.get(f"{LIST}?state=ended").content.decode()
    assert second.email in ended
    assert officer.email not in ended.split("<main")[1]


def test_who_invites(cast, sakai):
    section = sakai.sections.get()
    bad = typed(section, email="アドレス")
    assert statuses(cast, INVITE, bad) == {
        "visitor": 302,
        "officer": 400,
        "colleague": 403,
        "reader": 403,
        "stranger": 400,
        "ward_officer": 400,
        "secretariat": 400,
    }
    assert "新任 八子" in cast["officer"].post(INVITE, bad).content.decode()
    other = cast["stranger"].post(INVITE, typed(section))
    assert other.status_code == 400  # a section of another organisation by its guessed number
    assert not User.objects.filter(email="shinnin@city.example").exists()


def test_nobody_only_reads_in_the_secretariat(browser, secretariat, make_user):
    client, section = browser(secretariat), secretariat.section
    assert "閲覧（読むだけ）" not in client.get(INVITE).content.decode()
    answer = client.post(INVITE, typed(section, role="reader"))
    assert answer.status_code == 400
    assert not User.objects.filter(email="shinnin@city.example").exists()
    person = make_user("nana@city.example", section.organization)
    admin = f"/admin/members/user/{person.pk}/change/"
    typed_there = {"name": person.name, "email": person.email, "section": person.section_id}
    page = client.post(admin, typed_there | {"role": "reader", "is_active": "on"}).content.decode()
    assert "事務局の担当者は、閲覧にはできません" in page
    person.refresh_from_db()
    assert person.role != User.Role.READER


def test_inviting_makes_the_account_and_tells_person_and_section(browser, officer, sakai, tourism):
    client = browser(officer)
    answer = client.post(INVITE, typed(tourism))
    assert answer.url == LIST
    person = User.objects.get(email="shinnin@city.example")
    assert (person.section, person.role, person.is_invited) == (tourism, "officer", True)
    assert mails("user_invited") == [person.email]
    assert mails("person_added") == [tourism.mailbox]
    entry = AuditEntry.objects.get(verb="members.user_added")
    assert (entry.by, entry.facts["section"]) == (officer, "観光課")
    assert not Review.objects.exists()


def test_a_form_pressed_twice_invites_once(browser, officer, sakai):
    client = browser(officer)
    once = client.get(INVITE).context["form"]["idempotency_key"].value()
    section = sakai.sections.get()
    for _ in range(2):
        assert client.post(INVITE, typed(section, idempotency_key=str(once))).url == LIST
    assert User.objects.filter(email="shinnin@city.example").count() == 1
    assert len(mails("user_invited")) == 1


def test_a_new_representative_is_put_before_the_secretariat_unless_it_did_so(officer, secretariat, sakai):
    section = sakai.sections.get()
    fields = {"organization": sakai, "section": section, "role": "representative"}
    invite_person(name="代表担当者 一", email="r1@city.example", by=officer, **fields)
    assert Review.objects.get().organization == sakai
    invite_person(name="代表担当者 二", email="r2@city.example", by=secretariat, **fields)
    assert Review.objects.count() == 1


@pytest.mark.parametrize("whose", ["colleague", "stranger"])
def test_an_address_in_use_is_refused(browser, officer, request, sakai, whose):
    known = request.getfixturevalue(whose)
    answer = browser(officer).post(INVITE, typed(sakai.sections.get(), email=known.email))
    assert answer.status_code == 400
    assert "登録されています" in answer.content.decode()
    assert User.objects.filter(email=known.email).get().name == known.name


def test_one_who_comes_back_gets_their_own_account_with_a_new_password(officer, colleague, sakai):
    User.objects.filter(pk=colleague.pk).update(last_login=timezone.now())
    end_account(person=colleague, by=officer, reason="異動")
    back = invite_person(
        organization=sakai,
        name="堺次郎",
        email=colleague.email,
        section=sakai.sections.get(),
        role="reader",
        by=officer,
    )
    assert back.pk == colleague.pk
    back.refresh_from_db()
    assert back.is_invited
    assert not back.has_usable_password()


def test_a_shared_address_passes_to_the_next_person(officer, colleague, sakai):
    end_account(person=colleague, by=officer, reason="異動")
    after = invite_person(
        organization=sakai,
        name="後任 九子",
        email=colleague.email,
        section=sakai.sections.get(),
        role="officer",
        by=officer,
    )
    colleague.refresh_from_db()
    assert after.pk != colleague.pk
    assert colleague.name == "堺 次郎"
    assert colleague.email_shown == "（後任者が使用中）"


def test_an_ended_address_of_another_body_is_the_secretariats_matter(officer, stranger, secretariat, sakai):
    end_account(person=stranger, by=secretariat, reason="退職")
    fields = {
        "organization": sakai,
        "name": "堺 十子",
        "email": stranger.email,
        "section": sakai.sections.get(),
        "role": "officer",
    }
    with pytest.raises(refusals.ActionRefused, match="事務局"):
        invite_person(by=officer, **fields)
    assert invite_person(by=secretariat, **fields).pk != stranger.pk


def test_people_of_others_are_not_found_by_guessed_numbers(cast, officer, colleague, sakai):
    data = {"role": "reader", "section": sakai.sections.get().pk, "reason": "異動"}
    for tail, way in (("", "get"), ("change/", "post"), ("end/", "post"), ("invite-again/", "post")):
        path = f"{LIST}{colleague.pk}/{tail}"
        found = {
            name: (client.get(path) if way == "get" else client.post(path, data)).status_code
            for name, client in cast.items()
            if name not in ("officer", "secretariat")
        }
        assert found == {
            "visitor": 302,
            "colleague": 403,
            "reader": 403,
            "stranger": 404,
            "ward_officer": 404,
        }
    colleague.refresh_from_db()
    assert (colleague.role, colleague.is_active) == ("officer", True)
    assert cast["officer"].get(f"{LIST}{colleague.pk}/").status_code == 200
    assert cast["secretariat"].get(f"{LIST}{colleague.pk}/").status_code == 200


def test_role_and_section_change_with_trace_and_mails(browser, officer, colleague, sakai, tourism):
    path = f"{LIST}{colleague.pk}/change/"
    bad = browser(officer).post(path, {"role": "king", "section": tourism.pk})
    assert bad.status_code == 400
    assert browser(officer).post(path, {"role": "representative", "section": tourism.pk}).status_code == 302
    colleague.refresh_from_db()
    assert (colleague.role, colleague.section) == ("representative", tourism)
    entry = AuditEntry.objects.get(verb="members.user_changed")
    assert entry.facts["changes"] == {"役割": ["担当", "代表担当者"], "担当部署": ["企画課", "観光課"]}
    assert Review.objects.get().entry == entry
    assert mails("person_changed") == [colleague.email]
    assert mails("person_added") == [tourism.mailbox]
    assert mails("person_left") == [officer.section.mailbox]
    body = OutgoingMail.objects.get(purpose="members.person_changed").body
    assert "役割      代表担当者" in body
    assert body.count("http") == 1


def test_saving_without_a_change_leaves_no_trace(officer, colleague):
    change_person(person=colleague, section=colleague.section, role="officer", by=officer)
    assert not AuditEntry.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_section_of_others_or_closed_is_no_place(officer, colleague, kushiro, sakai, tourism):
    for section in (kushiro.sections.get(), tourism):
        close_section(section=tourism, by=officer) if section == tourism else None
        with pytest.raises(refusals.ActionRefused, match="担当部署"):
            change_person(person=colleague, section=section, role="officer", by=officer)


def test_ending_an_account_stops_the_login_and_keeps_the_name(browser, officer, colleague):
    path = f"{LIST}{colleague.pk}/end/"
    theirs, mine = browser(colleague), browser(officer)
    assert "ログインできなくなり" in mine.get(path).content.decode()
    assert mine.post(path, {"reason": " "}).status_code == 400
    assert mine.post(path, {"reason": "人事異動のため"}).url == LIST
    colleague.refresh_from_db()
    assert (colleague.is_active, colleague.name) == (False, "堺 次郎")
    assert theirs.get(LIST).status_code == 302
    assert Review.objects.get().entry.verb == "members.user_deactivated"
    assert mails("account_ended") == [colleague.email]
    assert mails("person_left") == [colleague.section.mailbox]
    assert "人事異動のため" in OutgoingMail.objects.get(purpose="members.account_ended").body
    again = mine.post(path, {"reason": "もう一度"}, follow=True).content.decode()
    assert "すでに終了しています" in again
    assert len(mails("account_ended")) == 1
    page = mine.get(f"{LIST}{colleague.pk}/").content.decode()
    assert "人事異動のため" in page
    assert "役割と担当部署を保存する" not in page


def test_a_representative_ends_himself_where_another_stays(browser, officer, second):
    answer = browser(officer).post(f"{LIST}{officer.pk}/end/", {"reason": "異動"})
    assert answer.status_code == 200
    assert "お疲れさまでした" in answer.content.decode()
    officer.refresh_from_db()
    assert not officer.is_active


def test_inviting_again(browser, officer, colleague, secretariat, sakai):
    person = invite_person(
        organization=sakai,
        name="招待 一子",
        email="i@city.example",
        section=sakai.sections.get(),
        role="officer",
        by=officer,
    )
    client, path = browser(officer), f"{LIST}{person.pk}/invite-again/"
    assert client.get(path).status_code == 405
    for _ in range(4):
        assert "もう一度送りました" in client.post(path, follow=True).content.decode()
    assert "すでに5回送っています" in client.post(path, follow=True).content.decode()
    assert len(mails("user_invited")) == 5
    assert "もう一度送りました" in browser(secretariat).post(path, follow=True).content.decode()
    refused = client.post(f"{LIST}{colleague.pk}/invite-again/", follow=True).content.decode()
    assert "すでにログインできるようになっています" in refused


def test_an_administrator_is_ended_by_administrators_only(browser, officer, colleague):
    User.objects.filter(pk=colleague.pk).update(is_superuser=True)
    assert browser(officer).post(f"{LIST}{colleague.pk}/end/", {"reason": "異動"}).status_code == 403
    with pytest.raises(refusals.ActionRefused):
        end_account(person=colleague, by=officer, reason="異動")


def test_one_who_was_ended_meanwhile_ends_nobody(officer, second, colleague):
    end_account(person=officer, by=second, reason="異動")
    officer.is_active = True  # as their open page still has it
    with pytest.raises(refusals.ActionRefused, match="代表担当者と事務局だけ"):
        end_account(person=colleague, by=officer, reason="仕返し")
    colleague.refresh_from_db()
    assert colleague.is_active


@pytest.mark.parametrize("name", ["a\0b", "あ" * 1_000_000])
def test_absurd_names_are_refused(browser, officer, sakai, name):
    assert browser(officer).post(INVITE, typed(sakai.sections.get(), name=name)).status_code == 400


def test_two_organisations_that_take_an_address_at_once_are_told(officer, sakai, monkeypatch):
    fields = {"name": "新任", "section": sakai.sections.get(), "role": "officer", "by": officer}
    invite_person(organization=sakai, email="x@city.example", **fields)
    monkeypatch.setattr(
        "members.users.actions._ended_account", lambda *args: None
    )  # it looked a moment before
    with pytest.raises(refusals.ActionRefused, match="ほかの団体"):
        invite_person(organization=sakai, email="x@city.example", **fields)


def test_the_database_knows_one_account_per_address(officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(officer.email, name="同じ", section=officer.section)
