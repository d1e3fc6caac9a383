"""A code that was used, has run out or was replaced is mailed no more; what else allauth tells is."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from members.users.actions import end_account
from tests.conftest import PASSWORD
from tests.members.login.second_factors import code_in


@pytest.fixture(autouse=True)
def _fresh_counters(db):
    COUNTERS.clear()


def post(client, path, **typed):
    return client.post(f"/accounts/{path}/", typed)


def ask_login_code(officer, client=None):
    """In a browser in which it was asked for already: once more."""
    asked_before, client = client is not None and client.session.get("account_login"), client or Client()
    if asked_before:
        post(client, "login/code/confirm", action="resend")
    else:
        post(client, "login/code", email=officer.email)


def ask_new_password(officer, client=None):
    post(client or Client(), "password/reset", email=officer.email)


def ask_new_address(client, email="new@city.example"):
    post(client, "reauthenticate", password=PASSWORD)
    post(client, "email", email=email, action_add="")


def left(to=""):
    """The state of the newest mail once it was to leave."""
    mails = OutgoingMail.objects.filter(to=to) if to else OutgoingMail.objects.all()
    return delivery.deliver(mails.latest("pk")).state


@pytest.mark.parametrize("ask", [ask_login_code, ask_new_password])
class TestCodes:
    def test_it_leaves(self, officer, ask):
        ask(officer)
        assert left() == "sent"

    def test_no_secret_is_kept_beside_the_text(self, officer, ask):
        ask(officer)
        mail = OutgoingMail.objects.get()
        assert code_in(mail) not in str(mail.facts)

    def test_not_after_it_has_run_out(self, officer, ask):
        ask(officer)
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
            assert left() == "skipped"

    def test_within_an_hour(self, officer, ask):
        ask(officer)
        with time_machine.travel(timezone.now() + datetime.timedelta(minutes=59)):
            assert left() == "sent"

    def test_one_asked_for_in_another_browser_holds_up_none(self, officer, ask):
        """Else a stranger could keep the codes of others from arriving."""
        ask(officer)
        ask(officer)
        assert {delivery.deliver(mail).state for mail in OutgoingMail.objects.all()} == {"sent"}

    def test_not_once_there_is_a_newer_one(self, officer, ask):
        client = Client()
        ask(officer, client)
        ask(officer, client)
        older = OutgoingMail.objects.earliest("pk")
        assert OutgoingMail.objects.count() == 2
        assert delivery.deliver(older).state == "skipped"
        assert left() == "sent"

    def test_not_to_an_account_that_ended(self, officer, ask, secretariat):
        ask(officer)
        mail = OutgoingMail.objects.get()
        end_account(person=officer, by=secretariat, reason="異動")
        assert delivery.deliver(mail).state == "skipped"


def test_no_login_code_once_the_person_is_in(officer):
    ask_login_code(officer)
    mail = OutgoingMail.objects.get()
    post(Client(), "login", login=officer.email, password=PASSWORD)
    assert delivery.deliver(mail).state == "skipped"


def test_no_code_for_a_new_password_once_it_was_changed(browser, officer):
    ask_new_password(officer)
    mail = OutgoingMail.objects.get()
    client = browser(officer)
    new = {"password1": "new-renkei-2026", "password2": "new-renkei-2026"}
    post(client, "password/change", oldpassword=PASSWORD, **new)
    assert delivery.deliver(mail).state == "skipped"
    assert left() == "sent"  # that it was changed is told


def test_no_code_for_a_new_address_once_it_counts(browser, officer):
    client = browser(officer)
    ask_new_address(client)
    mail = OutgoingMail.objects.get(to="new@city.example")
    client.post("/accounts/confirm-email/", {"code": code_in(mail)})
    assert delivery.deliver(mail).state == "skipped"


def test_a_code_for_a_new_address_leaves_within_the_hour(browser, officer):
    ask_new_address(browser(officer))
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=59)):
        assert left("new@city.example") == "sent"


def test_an_unknown_address_is_told_unless_it_has_an_account_by_then(officer, make_user, sakai):
    post(Client(), "password/reset", email="nobody@city.example")
    mail = OutgoingMail.objects.get()
    assert mail.about_id is None
    make_user("nobody@city.example", sakai)
    assert delivery.deliver(mail).state == "skipped"
