"""Who guesses is stopped; who is guessed at, and those beside them, are not."""

import contextlib
import datetime
import threading

import pytest
import time_machine
from allauth.core.internal import ratelimit
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from members.login import login_throttle
from members.sessions import known_browsers
from tests.conftest import PASSWORD
from tests.members.login.second_factors import code_in

pytestmark = pytest.mark.django_db
GATEWAY = "203.0.113.7"  # the one address of a whole prefecture
STOPPED = "パスワードでのログインを止めています"


@pytest.fixture(autouse=True)
def _fresh_counters():
    COUNTERS.clear()


def log_in(client, person, password=PASSWORD, ip=GATEWAY):
    email = person if isinstance(person, str) else person.email
    return client.post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=ip)


def is_in(client):
    return SESSION_KEY in client.session


def guess(person, times, ip=GATEWAY):
    """So many wrong passwords from a browser nobody knows."""
    guesser = Client()
    for n in range(times):
        answer = log_in(guesser, person, f"wrong {n}", ip)
    return guesser, answer.content.decode()


def test_a_guesser_is_stopped_and_stays_stopped_with_the_right_password(officer):
    guesser, page = guess(officer, 11)
    assert STOPPED in page
    assert "15分ほど" in page
    assert "メールでコードを受け取る" in page
    log_in(guesser, officer)
    assert not is_in(guesser)


def test_thirty_guesses_at_one_leave_the_others_of_the_office_alone(officer, colleague, visitor):
    guess(officer, 30)
    log_in(visitor, colleague)
    assert is_in(visitor)


def test_thirty_guesses_leave_the_own_browser_alone(officer):
    own = Client()
    log_in(own, officer)
    own.post("/accounts/logout/")
    assert not is_in(own)
    guess(officer, 30)
    log_in(own, officer)
    assert is_in(own)


def test_the_own_browser_has_its_limit_too(officer):
    own = Client()
    log_in(own, officer)
    own.post("/accounts/logout/")
    for n in range(10):
        log_in(own, officer, f"wrong {n}")
    assert STOPPED in log_in(own, officer).content.decode()


def test_thirty_guesses_leave_the_mailed_code_open(officer, visitor):
    guess(officer, 30)
    visitor.post("/accounts/login/code/", {"email": officer.email}, REMOTE_ADDR=GATEWAY)
    code = code_in(OutgoingMail.objects.get(facts__prefix="account/email/login_code"))
    visitor.post("/accounts/login/code/confirm/", {"code": code}, REMOTE_ADDR=GATEWAY)
    assert is_in(visitor)


def test_a_new_password_by_mail_logs_in_though_passwords_are_stopped(officer, visitor):
    guess(officer, 30)
    answer = visitor.post("/accounts/password/reset/", {"email": officer.email}, REMOTE_ADDR=GATEWAY)
    code = code_in(OutgoingMail.objects.get(facts__prefix="account/email/password_reset_code"))
    answer = visitor.post(answer.url, {"code": code}, REMOTE_ADDR=GATEWAY)
    visitor.post(answer.url, {"password1": "new-renkei-2026", "password2": "new-renkei-2026"})
    assert is_in(visitor)


def test_counters_run_out(officer):
    start = datetime.datetime(2026, 4, 1, 9, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False):
        guesser, _ = guess(officer, 10)
        assert STOPPED in log_in(guesser, officer).content.decode()
    with time_machine.travel(start + datetime.timedelta(minutes=14), tick=False):
        assert STOPPED in log_in(guesser, officer).content.decode()
    with time_machine.travel(start + datetime.timedelta(minutes=16), tick=False):
        log_in(guesser, officer)
        assert is_in(guesser)


def test_guesses_from_many_networks_are_counted_together(officer, visitor):
    for network in range(5):
        _, page = guess(officer, 9, ip=f"198.51.100.{network}")
    assert "1時間ほど" in page
    assert STOPPED in log_in(visitor, officer, ip="192.0.2.200").content.decode()


def test_one_network_that_tries_everybody_is_stopped(officer, settings, monkeypatch):
    monkeypatch.setitem(login_throttle.RATES, "password:network", "20/15m")
    for n in range(20):
        _, page = guess(f"person{n}@city.example", 1)
    assert STOPPED not in page
    assert STOPPED in log_in(Client(), officer).content.decode()
    elsewhere = Client()
    log_in(elsewhere, officer, ip="192.0.2.9")
    assert is_in(elsewhere)


def test_a_network_that_is_stopped_begins_no_counter_of_an_account(officer, monkeypatch):
    def counters():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM common_counter WHERE cache_key LIKE '%%password:%%'")
            return cursor.fetchone()[0]

    monkeypatch.setitem(login_throttle.RATES, "password:network", "2/15m")
    for name in ("a", "b"):
        log_in(Client(), f"{name}@city.example", "wrong")
    before = counters()
    assert before
    for number in range(5):
        assert STOPPED in log_in(Client(), f"guess{number}@city.example", "wrong").content.decode()
    assert counters() == before


def test_a_guesser_at_one_account_uses_up_no_try_of_their_network(officer, visitor, monkeypatch):
    monkeypatch.setitem(login_throttle.RATES, "password:network", "12/15m")
    guess(officer, 30)
    assert STOPPED not in log_in(visitor, "other@city.example", "wrong").content.decode()


def test_an_unknown_address_is_answered_alike(officer):
    _, known = guess(officer, 11)
    _, unknown = guess("nobody@city.example", 11)
    assert STOPPED in known
    assert STOPPED in unknown
    assert known.count("<p") == unknown.count("<p")


def test_a_right_password_is_not_counted(officer):
    for _ in range(12):
        client = Client()
        log_in(client, officer)
        assert is_in(client)


def test_codes_are_not_mailed_without_end(officer, visitor):
    for _ in range(6):
        answer = Client().post("/accounts/login/code/", {"email": officer.email}, REMOTE_ADDR=GATEWAY)
    assert "コードの申込みが続いた" in answer.content.decode()
    assert OutgoingMail.objects.filter(facts__prefix="account/email/login_code").count() == 5
    answer = visitor.post("/accounts/password/reset/", {"email": officer.email}, REMOTE_ADDR=GATEWAY)
    assert "コードの申込みが続いた" in answer.content.decode()


def test_the_own_browser_gets_a_code_though_a_stranger_used_them_up(officer):
    own = Client()
    log_in(own, officer)
    own.post("/accounts/logout/")
    for network in range(5):
        for _ in range(5):
            Client().post(
                "/accounts/login/code/", {"email": officer.email}, REMOTE_ADDR=f"198.51.100.{network}"
            )
    OutgoingMail.objects.all().delete()
    own.post("/accounts/login/code/", {"email": officer.email}, REMOTE_ADDR=GATEWAY)
    assert OutgoingMail.objects.filter(facts__prefix="account/email/login_code").count() == 1


@pytest.mark.parametrize("spoilt", ["", "x", "a:b:c", "\x00", "x" * 5000])
def test_a_spoilt_cookie_is_a_browser_nobody_knows(officer, spoilt, rf):
    request = rf.get("/")
    request.COOKIES[known_browsers.COOKIE] = spoilt
    assert known_browsers.known_browser(request, officer.email) == ""


def test_the_cookie_names_nobody_and_forgets_the_ninth(officer, rf, visitor):
    log_in(visitor, officer)
    cookie = visitor.cookies[known_browsers.COOKIE]
    assert officer.email not in cookie.value
    assert cookie["httponly"]
    request = rf.get("/")
    request.COOKIES[known_browsers.COOKIE] = cookie.value
    assert known_browsers.known_browser(request, officer.email)
    for n in range(known_browsers.MAX_PEOPLE):
        answer = HttpResponse()
        known_browsers.remember_browser(request, answer, f"person{n}@city.example")
        request.COOKIES[known_browsers.COOKIE] = answer.cookies[known_browsers.COOKIE].value
    assert known_browsers.known_browser(request, "person7@city.example")
    assert not known_browsers.known_browser(request, officer.email)


@pytest.mark.parametrize(
    ("app", "action"),
    [
        ("allauth.account", "login"),
        ("allauth.account", "request_login_code"),
        ("allauth.account", "reset_password"),
        ("allauth.account", "reset_password_from_key"),
        ("allauth.mfa", "webauthn_login"),
    ],
)
def test_no_door_counts_the_requests_of_a_whole_network(app, action):
    assert ratelimit.get_rates(app=app, action=action) == []


@pytest.mark.parametrize("typed", ["\x00@city.example", "a" * 1_000_000, "ｏｆｆｉｃｅｒ@city.example"])
def test_absurd_logins_are_answered(visitor, officer, typed):
    answer = log_in(visitor, typed, "x" * 1_000_000)
    assert answer.status_code == 200
    assert not is_in(visitor)


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_all_counted(rf):
    start, passed = threading.Barrier(8), []

    def try_often():
        start.wait()
        for _ in range(3):
            with contextlib.suppress(login_throttle.TooManyTries):
                login_throttle.count_try(rf.post("/accounts/login/"), "password", "officer@city.example")
                passed.append(1)
        connection.close()

    threads = [threading.Thread(target=try_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(passed) <= 10
