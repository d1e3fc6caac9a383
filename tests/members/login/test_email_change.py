"""A person's own mail address changes only after the new one is proved."""

import re

from allauth.account.utils import filter_users_by_email

from common.outbox.models import OutgoingMail
from tests.conftest import PASSWORD
from tests.members.login.second_factors import give_app


def ask(client, email):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client.post("/accounts/email/", {"email": email, "action_add": ""})


def test_own_address_stays_until_the_new_one_is_proved(browser, officer):
    client = browser(officer)
    assert client.get("/accounts/email/").status_code == 200
    assert ask(client, "new@city.example").status_code == 302
    officer.refresh_from_db()
    assert officer.email == "officer@city.example"
    body = OutgoingMail.objects.get(to="new@city.example", facts__prefix__endswith="confirmation").body
    link = re.search(r"http://\S+", body).group()
    path = "/" + link.split("/", 3)[3]
    assert client.get(path).status_code == 200
    officer.refresh_from_db()
    assert officer.email == "officer@city.example"  # a mail gateway that opens the link changes nothing
    client.post(path)
    officer.refresh_from_db()
    assert officer.email == "new@city.example"


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
    client.post("/accounts/email/", {"email": "new@city.example", "action_remove": ""}, follow=True)
    assert "確認を待っているアドレス" not in client.get("/accounts/email/").content.decode()


def test_an_unwatched_screen_does_not_change_the_address(browser, officer):
    client = browser(officer)
    answer = client.post("/accounts/email/", {"email": "thief@city.example", "action_add": ""})
    assert answer.url == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert not OutgoingMail.objects.filter(to="thief@city.example").exists()
    client.post(answer.url, {"password": "wrong", "next": "/accounts/email/"})
    assert not OutgoingMail.objects.filter(to="thief@city.example").exists()
    client.post(answer.url, {"password": PASSWORD, "next": "/accounts/email/"})
    assert OutgoingMail.objects.filter(
        to="thief@city.example", facts__prefix__endswith="confirmation"
    ).exists()


def test_who_has_a_second_factor_may_change_their_address_too(browser, officer):
    give_app(officer)
    client = browser(officer)
    ask(client, "new@city.example")
    assert OutgoingMail.objects.filter(to="new@city.example", facts__prefix__endswith="confirmation").exists()
