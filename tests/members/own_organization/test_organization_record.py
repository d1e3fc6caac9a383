"""登録内容確認書."""

import pytest

from members.confirmation_answers.actions import confirm_organization
from members.organizations.actions import open_missing_periods
from members.users.models import User

pytestmark = pytest.mark.django_db
PATH = "/organization/record/"


def test_who_prints_the_record(
    visitor, browser, officer, colleague, reader, stranger, ward_officer, secretariat, sakai
):
    other = f"{PATH}?organization={sakai.pk}"
    assert visitor.get(PATH).status_code == 302
    for person in (officer, colleague, reader):
        assert officer.email in browser(person).get(PATH).content.decode()
    for person in (stranger, ward_officer):
        page = browser(person).get(other).content.decode()
        assert person.email in page
        assert officer.email not in page
    assert officer.email in browser(secretariat).get(other).content.decode()
    assert browser(secretariat).get(f"{PATH}?organization=999999999").status_code == 404
    assert browser(officer).post(PATH).status_code == 405


def test_it_shows_what_is_registered(browser, officer, colleague, sakai, secretariat):
    open_missing_periods()
    confirm_organization(organization=sakai, by=officer)
    ended = User.objects.create_user("ended@city.example", name="終了 八郎", section=officer.section)
    ended.is_active = False
    ended.save()
    sakai.sections.create(
        name="旧課", mailbox="old@city.example", closed_at=ended.joined_at, closed_by=officer
    )
    page = browser(officer).get(PATH).content.decode()
    for word in (
        "会員番号 271403",
        "大阪府堺市",
        "令和2年4月1日(水)から",
        "代表担当者",
        "担当",
        "03-0000-0000",
    ):
        assert word in page
    assert "終了 八郎" not in page
    assert "旧課" not in page
    assert "stamps__box" not in page
    assert "stamps__box" in browser(officer).get(f"{PATH}?stamp=1").content.decode()


def test_it_costs_the_same_for_one_and_three(browser, officer, sakai, make_user, django_assert_num_queries):
    client = browser(officer)
    client.get(PATH)
    with django_assert_num_queries(5):
        client.get(PATH)
    for n in range(2):
        section = sakai.sections.create(name=f"課{n}", mailbox=f"ka{n}@city.example")
        User.objects.create_user(f"p{n}@city.example", name=f"見本 {n}", section=section)
    with django_assert_num_queries(5):
        assert "p1@city.example" in client.get(PATH).content.decode()
