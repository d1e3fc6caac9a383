"""Where one is logged in, how one ends it, and who is told of a login."""

import datetime

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from members.sessions import browser_names, tasks
from members.users.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"
PAGE = "/accounts/sessions/"


@pytest.fixture(autouse=True)
def _fresh_counters():
    COUNTERS.clear()


@pytest.fixture
def logged_in(officer):
    """A browser in which the officer logged in: `seated(EDGE)`."""

    def sit(user_agent=EDGE, person=officer, client=None):
        client = client or Client(HTTP_USER_AGENT=user_agent)
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        assert SESSION_KEY in client.session
        return client

    return sit


def is_in(client):
    return client.get("/mypage/").status_code == 200


def test_the_list_names_the_browsers_and_marks_this_one(logged_in):
    here = logged_in(EDGE)
    logged_in(IPHONE)
    page = here.get(PAGE).content.decode()
    assert "Edge（Windows）" in page
    assert "Safari（iPhone）" in page
    assert page.count("いまの端末") == 1
    assert page.index("Edge（Windows）") < page.index("Safari（iPhone）")


def test_the_list_costs_the_same_for_one_and_three(logged_in, django_assert_num_queries):
    here = logged_in()
    here.get(PAGE)
    with django_assert_num_queries(4):
        here.get(PAGE)
    logged_in(IPHONE)
    logged_in(IPHONE)
    with django_assert_num_queries(4):
        page = here.get(PAGE).content.decode()
    assert page.count("Safari（iPhone）</p>") == 2


def test_one_place_is_logged_out(logged_in, officer):
    here, there, third = logged_in(), logged_in(IPHONE), logged_in(IPHONE)
    row = UserSession.objects.get(session_key=there.session.session_key)
    assert here.post(f"{PAGE}{row.pk}/end/").url == PAGE
    assert not is_in(there)
    assert is_in(third)
    assert is_in(here)
    assert AuditEntry.objects.filter(verb="members.session_ended", by=officer).count() == 1


def test_all_other_places_are_logged_out(logged_in):
    here, there, third = logged_in(), logged_in(IPHONE), logged_in(IPHONE)
    here.post(f"{PAGE}others/end/")
    assert [is_in(client) for client in (here, there, third)] == [True, False, False]
    assert "ほかの端末をすべて" not in here.get(PAGE).content.decode().split("</ul>")[-1]
    assert "ほかにログインしている端末はありません。" in here.post(f"{PAGE}others/end/", follow=True).text


def test_nobody_ends_the_places_of_others(logged_in, browser, colleague):
    logged_in()
    row = UserSession.objects.get()
    browser(colleague).post(f"{PAGE}others/end/")
    assert UserSession.objects.filter(pk=row.pk).exists()


def test_the_present_place_is_not_ended_by_number_and_nothing_by_reading(logged_in):
    here = logged_in()
    row = UserSession.objects.get()
    assert here.post(f"{PAGE}{row.pk}/end/").status_code == 404
    assert here.get(f"{PAGE}{row.pk}/end/").status_code == 405
    assert here.get(f"{PAGE}others/end/").status_code == 405


def test_a_new_password_ends_the_other_places(logged_in):
    here, there = logged_in(), logged_in(IPHONE)
    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "new-renkei-2026", "password2": "new-renkei-2026"},
    )
    assert "Safari（iPhone）" not in here.get(PAGE).content.decode()  # before it asks and is flushed
    assert is_in(here)
    assert not is_in(there)


def test_the_last_use_is_noted_once_an_hour(logged_in):
    start = datetime.datetime(2026, 4, 1, 0, tzinfo=datetime.UTC)
    with time_machine.travel(start, tick=False):
        here = logged_in()
    for minutes, noted in ((30, 0), (90, 90), (100, 90)):
        with time_machine.travel(start + datetime.timedelta(minutes=minutes), tick=False):
            here.get("/mypage/")
        assert UserSession.objects.get().last_seen_at == start + datetime.timedelta(minutes=noted)


def test_my_page_says_when_the_login_before_was(logged_in, visitor):
    with time_machine.travel(datetime.datetime(2026, 4, 1, 0, 5, tzinfo=datetime.UTC), tick=False):
        first = logged_in()
        assert "前回のログイン" not in first.get("/mypage/").content.decode()
    second = logged_in()
    assert "前回のログイン 令和8年4月1日(水) 9:05" in second.get("/mypage/").content.decode()


def test_a_login_from_a_new_browser_is_told_and_a_known_one_is_not(logged_in, officer):
    here = logged_in()
    mail = OutgoingMail.objects.get(purpose="members.user_logged_in")
    assert mail.to == officer.email
    for fact in ("Edge（Windows）", "127.0.0.1", "/accounts/sessions/", "ログインできなくなったとき", "令和"):
        assert fact in mail.body
    here.post("/accounts/logout/")
    logged_in(client=here)
    assert OutgoingMail.objects.filter(purpose="members.user_logged_in").count() == 1
    logged_in(IPHONE)
    assert OutgoingMail.objects.filter(purpose="members.user_logged_in").count() == 2


def test_a_shared_computer_is_new_to_the_second_person(logged_in, colleague):
    here = logged_in()
    here.post("/accounts/logout/")
    OutgoingMail.objects.all().delete()
    logged_in(client=here, person=colleague)
    assert OutgoingMail.objects.get(purpose="members.user_logged_in").to == colleague.email


def test_the_first_login_by_invitation_is_not_told(visitor, invited, officer, last_mail):
    _, link, _ = last_mail("user_invited")
    visitor.post(link)
    visitor.post("/members/proof/password/", {"password1": PASSWORD + "x", "password2": PASSWORD + "x"})
    assert SESSION_KEY in visitor.session
    assert not OutgoingMail.objects.filter(purpose="members.user_logged_in").exists()
    assert "いまの端末" in visitor.get(PAGE).content.decode()
    visitor.post("/accounts/logout/")
    visitor.post("/accounts/login/", {"login": officer.email, "password": PASSWORD + "x"})
    assert not OutgoingMail.objects.filter(purpose="members.user_logged_in").exists()


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (EDGE, "Edge（Windows）"),
        (IPHONE, "Safari（iPhone）"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox（Linux）"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome（Android）"),
        ("curl/8.0", "curl/8.0"),
        ("x" * 300, "x" * 80),
        ("", "不明なブラウザー"),
    ],
)
def test_browsers_in_plain_words(user_agent, words):
    assert browser_names.browser_name(user_agent) == words


def test_sessions_that_are_over_go_in_the_night(logged_in, officer, visitor):
    logged_in(EDGE)
    visitor.post("/organization/edit/", {"introduction": "書きかけ"})  # a visitor's own
    with time_machine.travel(timezone.now() + datetime.timedelta(days=15)):
        here = logged_in(IPHONE)
        tasks.delete_expired_sessions(now=timezone.now())
        assert SESSION_KEY in here.session
    assert Session.objects.count() == 1
    assert [place.user_agent for place in UserSession.objects.filter(user=officer)] == [IPHONE]


def test_a_login_names_the_backend_that_asks_by_a_compiled_query(logged_in, officer):
    assert logged_in().session[BACKEND_SESSION_KEY] == settings.AUTHENTICATION_BACKENDS[0]


def test_a_session_opens_nothing_once_the_account_ended_or_it_is_over(browser, officer):
    client = browser(officer)
    assert is_in(client)
    person = User.objects.filter(pk=officer.pk)
    person.update(is_active=False)
    assert not is_in(client)
    person.update(is_active=True)
    assert is_in(client)
    rows = Session.objects.filter(session_key=client.cookies[settings.SESSION_COOKIE_NAME].value)
    rows.update(expire_date=timezone.now())
    assert not is_in(client)
