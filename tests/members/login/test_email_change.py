"""A person's own mail address changes only after the new one is proved."""

import datetime
import re

import time_machine
from allauth.account.utils import filter_users_by_email
from django.utils import timezone

from common.outbox.models import OutgoingMail
from tests.conftest import PASSWORD
from tests.members.login.second_factors import code_in, give_app

ENTER = "/accounts/confirm-email/"
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def confirmation(to):
    return OutgoingMail.objects.get(to=to, facts__prefix__endswith="confirmation")


def ask(client, email):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client.post("/accounts/email/", {"email": email, "action_add": ""})


def test_own_address_stays_until_the_new_one_is_proved(browser, officer):
    client = browser(officer)
    assert client.get("/accounts/email/").status_code == 200
    assert ask(client, "new@city.example").status_code == 302
    officer.refresh_from_db()
    assert officer.email == "officer@city.example"
    code = code_in(confirmation("new@city.example"))
    page = re.search(r"http://[^/]+(/\S+)", confirmation("new@city.example").body)[1]
    assert "確認コードの入力" in client.get(page).content.decode()
    assert client.post(page, {"code": "BBBB-BBBB"}).status_code == 200
    officer.refresh_from_db()
    assert officer.email == "officer@city.example"
    assert client.post(page, {"code": code.translate(FULL_WIDTH)}).status_code == 302
    officer.refresh_from_db()
    assert officer.email == "new@city.example"
    told = OutgoingMail.objects.get(facts__prefix__endswith="email_changed")
    assert (told.to, "new@city.example" in told.body) == ("officer@city.example", True)


def test_the_code_counts_in_no_other_browser_and_not_for_ever(browser, officer):
    client = browser(officer)
    ask(client, "new@city.example")
    code = {"code": code_in(confirmation("new@city.example"))}
    assert browser(officer).post(ENTER, code).url == "/accounts/email/"
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
        assert client.post(ENTER, code).status_code == 302
    officer.refresh_from_db()
    assert officer.email == "officer@city.example"


def test_own_address_cannot_become_somebody_elses(browser, officer, stranger):
    ask(browser(officer), stranger.email)
    officer.refresh_from_db()
    assert officer.email == "officer@city.example"


def test_the_secretariat_does_not_replace_an_address_in_admin(browser, officer, secretariat):
    """Nobody would be told, and whoever reads the new mailbox could log in as them."""
    posted = {"name": officer.name, "email": "right@city.example", "section": officer.section_id}
    posted["role"] = "representative"
    path = f"/admin/members/user/{officer.pk}/change/"
    client = browser(secretariat)
    assert 'name="email"' not in client.get(path).content.decode()
    assert client.post(path, {**posted, "is_active": "on"}).status_code == 302
    assert filter_users_by_email("right@city.example") == []
    assert filter_users_by_email("officer@city.example") == [officer]


def test_a_change_that_waits_is_shown_and_may_be_dropped(browser, officer):
    client = browser(officer)
    ask(client, "new@city.example")
    assert "new@city.example" in client.get("/accounts/email/").content.decode()
    code = {"code": code_in(confirmation("new@city.example"))}
    page = client.post("/accounts/email/", {"action_remove": ""}, follow=True).content.decode()
    assert "確認待ちのアドレス" not in page
    client.post(ENTER, code)
    officer.refresh_from_db()
    assert officer.email == "officer@city.example"


def test_an_unwatched_screen_does_not_change_the_address(browser, officer):
    client = browser(officer)
    answer = client.post("/accounts/email/", {"email": "thief@city.example", "action_add": ""})
    assert answer.url == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert not OutgoingMail.objects.filter(to="thief@city.example").exists()
    client.post(answer.url, {"password": "wrong", "next": "/accounts/email/"})
    assert not OutgoingMail.objects.filter(to="thief@city.example").exists()
    client.post(answer.url, {"password": PASSWORD, "next": "/accounts/email/"})
    assert confirmation("thief@city.example")


def test_who_has_a_second_factor_may_change_their_address_too(browser, officer):
    give_app(officer)
    client = browser(officer)
    ask(client, "new@city.example")
    assert confirmation("new@city.example")
