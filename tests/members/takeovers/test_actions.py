"""Asking for the mail to the section's mailbox, and what its link and code open."""

import datetime

import pytest
import time_machine
from django.test import Client

from common import japanese_calendar
from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from members.mail_tokens.models import MailToken
from members.organizations.mail_domains import masked_domain
from members.takeovers.actions import offer_takeover
from tests.members.simultaneously import together

pytestmark = pytest.mark.django_db
FORM = "/members/takeover/form/"


@pytest.fixture(autouse=True)
def _no_limits_of_other_tests():
    COUNTERS.clear()


def test_the_member_is_found_by_prefecture_and_by_name(visitor, sakai, kushiro, secretariat_body):
    for query in ("?prefecture=27", "?q=さかい", "?q=大阪府堺市", "?prefecture=27&q=堺"):
        page = visitor.get(f"/members/takeover/{query}").content.decode()
        assert f"/members/takeover/{sakai.pk}/" in page
        assert f"/members/takeover/{kushiro.pk}/" not in page
    assert "当てはまる会員がありません" in visitor.get("/members/takeover/?q=ほげ").content.decode()
    assert visitor.get(f"/members/takeover/{secretariat_body.pk}/").status_code == 404


@pytest.mark.usefixtures("no_cast")
def test_finding_costs_the_same_for_one_and_three(visitor, make_organization, django_assert_num_queries):
    for n, code in enumerate(("271403", "272027", "272035"), 1):
        make_organization(f"見本{n}市", code=code, prefecture="大阪府")
        if n in (1, 3):
            with django_assert_num_queries(1):
                page = visitor.get("/members/takeover/?prefecture=27").content.decode()
            assert page.count("大阪府見本") == n


def test_the_mailbox_is_never_shown(visitor, sakai, section):
    section.mailbox = "kikaku@city.sakai.lg.jp"
    section.save()
    page = visitor.get(f"/members/takeover/{sakai.pk}/").content.decode()
    assert "kikaku" not in page
    assert "city.sakai" not in page
    assert "c＊＊.s＊＊.l＊＊.jp" in page
    assert masked_domain("a@gmail.com") == "g＊＊.com"


@pytest.mark.usefixtures("no_cast")
def test_asking_says_the_same_whoever_is_there(visitor, officer, section, kushiro):
    empty = kushiro.sections.get()
    answers = [visitor.post(f"/members/takeover/sections/{which.pk}/send/") for which in (section, empty)]
    assert [answer.url for answer in answers] == ["/members/takeover/sent/"] * 2
    assert OutgoingMail.objects.get(purpose="members.takeover_offered").to == section.mailbox
    assert (
        "担当者の追加" in OutgoingMail.objects.get(purpose="members.takeover_nobody", to=empty.mailbox).body
    )
    assert visitor.get(f"/members/takeover/sections/{section.pk}/send/").status_code == 405


def test_who_may_not_be_asked_for(visitor, secretariat, section, officer):
    own = secretariat.section
    assert visitor.post(f"/members/takeover/sections/{own.pk}/send/").status_code == 404
    offer_takeover(section=own)
    section.closed_at, section.closed_by = japanese_calendar.timezone.now(), secretariat
    section.save()
    assert visitor.post(f"/members/takeover/sections/{section.pk}/send/").status_code == 404
    offer_takeover(section=section)
    assert not OutgoingMail.objects.exists()


def test_a_stranger_cannot_fill_the_mailbox(visitor, section, officer):
    path = f"/members/takeover/sections/{section.pk}/send/"
    assert [visitor.post(path).status_code for _ in range(6)] == [302] * 5 + [429]
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)):
        assert visitor.post(path).status_code == 302
    assert OutgoingMail.objects.filter(purpose="members.takeover_offered").count() == 5
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=9)):
        offer_takeover(section=section)
    assert OutgoingMail.objects.filter(purpose="members.takeover_offered").count() == 6


def test_the_link_leads_straight_to_the_form_and_opening_it_changes_nothing(visitor, ask_takeover):
    link, _, _ = ask_takeover()
    assert visitor.get(FORM).url == "/members/proof/"
    for _ in range(3):  # mail gateways open links first
        assert Client().get(link).url == FORM
    assert visitor.get(link).url == FORM
    assert "大阪府堺市 企画課" in visitor.get(FORM).content.decode()
    assert MailToken.objects.get(purpose="takeover").used_at is None


def test_number_and_code_typed_by_hand_open_it_too(visitor, ask_takeover, wrong_codes):
    _, number, code = ask_takeover()
    assert visitor.post("/members/proof/", {"number": number, "code": code}).url == FORM
    other = Client()
    wrong_codes(number, 10)
    answer = other.post("/members/proof/", {"number": number, "code": code})
    assert answer.status_code == 400
    assert visitor.get(FORM).url == "/members/proof/"  # stopped for everybody


def test_a_link_that_was_replaced_or_is_old_opens_nothing(visitor, ask_takeover):
    first, _, _ = ask_takeover()
    second, _, _ = ask_takeover()
    assert visitor.post(first).status_code == 400
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=8)):
        assert visitor.post(second).status_code == 400


@pytest.mark.parametrize("path", ["/accounts/login/", "/members/proof/"])
def test_the_way_is_shown(visitor, path):
    assert "/members/takeover/" in visitor.get(path).content.decode()


def test_the_way_is_shown_on_the_members_page(visitor, officer, sakai):
    assert f"/members/takeover/{sakai.pk}/" in visitor.get(sakai.get_absolute_url()).content.decode()
    refused = visitor.get("/members/apply/form/?code=271403").content.decode()
    assert f"/members/takeover/{sakai.pk}/" in refused


def test_a_new_mail_is_asked_for_by_number_and_mailbox(visitor, ask_takeover, section):
    _, number, _ = ask_takeover()
    answer = visitor.post("/members/proof/resend/", {"number": number, "email": section.mailbox})
    assert answer.status_code == 302
    assert MailToken.objects.get(purpose="takeover").sendings == 2


@pytest.mark.django_db(transaction=True)
def test_two_ask_for_a_mail_at_once(section, officer):
    together(*[lambda: offer_takeover(section=section)] * 2)
    assert MailToken.objects.get(purpose="takeover").sendings == 2
