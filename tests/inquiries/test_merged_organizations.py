"""What becomes of inquiries when one asked organisation goes over into another."""

import pytest

from common import japanese_calendar
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from correspondence.closing.actions import close
from inquiries.inquiries.models import Inquiry
from members.government_changes.tasks import after_government_change
from members.organizations.models import Organization
from members.users.models import User
from tests.government_cast import body, change

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns(make_organization):
    """甲町, which stays, and 乙村, which goes over into it."""
    found = []
    for name, code, kind, kana in (
        ("甲町", "01801", "town", "こうちょう"),
        ("乙村", "01802", "village", "おつむら"),
    ):
        government = body(name, code, kind)
        found.append(make_organization(name, code=government.code, prefecture="北海道", kana=kana))
    return found


@pytest.fixture
def people(make_user, towns):
    return [make_user(f"town{n}@city.example", town, f"町 {n}子") for n, town in enumerate(towns)]


@pytest.fixture
def merge(towns, secretariat):
    def merged():
        rows = [town.local_government for town in towns]
        done = change("merger_new", rows, secretariat, japanese_calendar.today(), survivor=towns[0])
        after_government_change(done.pk, by_clock=False)
        return done

    return merged


def again(user):
    return User.objects.get(pk=user.pk)


def test_what_one_was_asked_goes_over_and_is_answered(
    make_inquiry, give_answer, ward_officer, towns, people, merge, browser
):
    inquiry = make_inquiry(ward_officer, towns[1:])
    refresh_index_now(inquiry)
    merge()
    for person in map(again, people):
        found = search_texts(inquiry.title, audiences=audiences.audiences_of(person)).rows
        assert [row.url for row in found] == [inquiry.get_absolute_url()]
        assert browser(person).get(inquiry.get_absolute_url()).status_code == 200
    answer = give_answer(inquiry, again(people[0]))
    assert (answer.organization, answer.earlier_name) == (towns[0], "北海道乙村")


@pytest.mark.parametrize("answered", [0, 1])
def test_where_both_were_asked_each_answer_stays_and_one_is_waited_for_at_most(
    answered, make_inquiry, give_answer, ward_officer, towns, people, merge, browser
):
    inquiry = make_inquiry(ward_officer, towns)
    give_answer(inquiry, people[answered])
    merge()
    waiting = list(inquiry.answers.awaited().values_list("organization", flat=True))
    assert waiting == ([towns[0].pk] if answered == 1 else [])
    one, asker = browser(again(people[1])), browser(ward_officer)
    assert one.get("/inquiries/").content.decode().count("ledger__title") == 1
    assert one.get(inquiry.get_absolute_url()).status_code == 200
    page = asker.get(f"{inquiry.get_absolute_url()}results/").content.decode()
    assert page.count("result-table__who") == 1 + 2
    assert asker.get(f"{inquiry.get_absolute_url()}results.xlsx").getvalue()
    close(item=inquiry, by=ward_officer, although_silent=True)
    assert Inquiry.objects.get(pk=inquiry.pk).state == "closed"


def test_who_went_over_is_asked_no_more(make_inquiry_draft, ward_officer, towns, people, merge):
    draft = make_inquiry_draft(ward_officer, towns)
    merge()
    assert draft.addressees() == [Organization.objects.get(pk=towns[0].pk)]
