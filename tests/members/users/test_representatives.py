"""An organisation keeps a representative, also when two press at once; the secretariat may step in."""

import threading

import pytest
from django.db import connection

from common import refusals
from members.organizations.models import Organization
from members.reviews.models import Review
from members.users.actions import appoint_representative, change_person, end_account
from members.users.models import User
from members.users.rules import is_last_representative

pytestmark = pytest.mark.django_db
LIST = "/members/unrepresented/"


def name_path(person):
    return f"{LIST}{person.pk}/name/"


def test_the_last_representative_stays(browser, officer, colleague, sakai):
    client, section = browser(officer), sakai.sections.get()
    page = client.get(f"/organization/people/{officer.pk}/end/").content.decode()
    assert "ただ一人の代表担当者のため、終了できません" in page
    for tail, data in (
        ("end/", {"reason": "異動"}),
        ("change/", {"role": "officer", "section": section.pk}),
        ("change/", {"role": "reader", "section": section.pk}),
    ):
        answer = client.post(f"/organization/people/{officer.pk}/{tail}", data)
        assert answer.status_code == 400
        assert "ただ一人の代表担当者" in answer.content.decode()
    officer.refresh_from_db()
    assert officer.is_representative
    appoint_representative(person=colleague, by=officer)
    change_person(person=officer, section=section, role="officer", by=officer)
    assert list(User.objects.of(sakai).representatives()) == [colleague]


def test_an_ended_representative_does_not_count(officer, make_user, sakai):
    second = make_user("second@city.example", sakai)
    assert not is_last_representative(officer)
    end_account(person=second, by=officer, reason="異動")
    assert is_last_representative(officer)


def test_the_secretariat_keeps_its_own_last_representative(secretariat):
    with pytest.raises(refusals.ActionRefused, match="ただ一人の代表担当者"):
        end_account(person=secretariat, by=secretariat, reason="異動")


def test_the_secretariat_steps_in_and_names_another_with_one_press(
    browser, officer, colleague, secretariat, sakai
):
    client = browser(secretariat)
    path = f"/organization/people/{officer.pk}/end/"
    assert "この団体には代表担当者がいなくなります" in client.get(path).content.decode()
    answer = client.post(path, {"reason": "退職の連絡があったため"})
    assert answer.url == f"/organization/people/?organization={sakai.pk}"
    assert list(Organization.objects.unrepresented()) == [sakai]
    assert "代表担当者のいない団体" in client.get("/mypage/").content.decode()
    page = client.get(LIST).content.decode()
    assert "大阪府堺市" in page
    assert colleague.section.mailbox in page
    named = client.post(name_path(colleague), follow=True).content.decode()
    assert "大阪府堺市の代表担当者に、堺 次郎さんを指名しました" in named
    assert not Organization.objects.unrepresented().exists()
    assert not Review.objects.exists()


def test_naming_an_ended_person_is_refused(browser, officer, colleague, secretariat):
    end_account(person=colleague, by=officer, reason="異動")
    page = browser(secretariat).post(name_path(colleague), follow=True).content.decode()
    assert "先に変更されています" in page
    colleague.refresh_from_db()
    assert colleague.role == "officer"


@pytest.mark.usefixtures("no_cast")
def test_bodies_that_never_had_people_or_left_are_not_listed(sakai, kushiro, make_user, secretariat):
    assert not Organization.objects.unrepresented().exists()
    make_user("o@city.example", kushiro, role=User.Role.OFFICER)
    assert list(Organization.objects.unrepresented()) == [kushiro]
    kushiro.withdrawn_on = "2026-04-01"
    kushiro.save()
    assert not Organization.objects.unrepresented().exists()


def test_the_list_costs_the_same_for_one_and_three(
    browser, secretariat, make_organization, make_user, django_assert_num_queries
):
    client = browser(secretariat)

    def more(n):
        body = make_organization(f"見本{n}市", code=f"01999{n}", prefecture="北海道")
        make_user(f"o{n}@city.example", body, role=User.Role.OFFICER)

    more(1)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
    more(2)
    more(3)
    with django_assert_num_queries(6):
        assert "見本3市" in client.get(LIST).content.decode()


@pytest.mark.usefixtures("no_cast")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [2, 3])
def test_two_representatives_who_remove_each_other_at_once(make_user, sakai, number):
    people = [make_user(f"r{n}@city.example", sakai, f"代表担当者 {n}") for n in range(number)]
    first, second = people[:2]
    outcomes, ready = [], threading.Barrier(2)

    def press(by, person):
        try:
            by, person = User.objects.get(pk=by.pk), User.objects.get(pk=person.pk)
            ready.wait(5)
            end_account(person=person, by=by, reason="異動")
            outcomes.append("done")
        except refusals.ActionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    assert any("代表担当者と事務局だけ" in outcome for outcome in outcomes)
    assert User.objects.of(sakai).representatives().count() == number - 1


@pytest.mark.usefixtures("no_cast")
@pytest.mark.django_db(transaction=True)
def test_two_representatives_who_both_step_back_at_once(make_user, sakai):
    people = [make_user(f"r{n}@city.example", sakai, f"代表担当者 {n}") for n in range(2)]
    outcomes, ready = [], threading.Barrier(2)

    def press(person):
        try:
            person = User.objects.get(pk=person.pk)
            ready.wait(5)
            change_person(person=person, section=person.section, role="officer", by=person)
            outcomes.append("done")
        except refusals.ActionRefused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    assert any("ただ一人の代表担当者" in outcome for outcome in outcomes)
    assert User.objects.of(sakai).representatives().count() == 1
