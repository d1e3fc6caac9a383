"""A form opened before a login in another tab, or before the cookies went: nothing that was typed is lost."""

import re
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.crypto import get_random_string

from board.topics.models import Topic
from tests.cast import PASSWORD
from tests.portal.test_invalid_requests import FORMS

NOTICE = {"title": "相談会の件", "body": '一行目\r\n\r\n"二行目" <b>太字', "themes": ["migration", "culture"]}
NEW = "/board/new/notice/"
HIDDEN = re.compile(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LOGIN = "/accounts/login/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def tab(officer):
    """A browser that checks tokens, logged in."""
    client = Client(enforce_csrf_checks=True)
    log_in(client, officer)
    return client


def log_in(client, user):
    token = TOKEN.search(client.get(LOGIN).text)[1]
    form = {"login": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post(LOGIN, form).status_code == 302


def opened(client, address):
    """The token in the form of the page."""
    return {"csrfmiddlewaretoken": TOKEN.search(client.get(address).text)[1]}


def log_in_again(client, user):
    client.post("/accounts/logout/", opened(client, "/accounts/logout/"))
    log_in(client, user)


def go_on(client, page, **more):
    """Press the button of the page 403."""
    form = {"csrfmiddlewaretoken": TOKEN.search(page)[1], **more}
    for name, value in HIDDEN.findall(page):
        form.setdefault(name, []).append(unescape(value))
    return client.post(unescape(re.search(r'method="post" action="([^"]+)"', page)[1]), form)


def test_a_login_in_another_tab_keeps_what_was_typed(tab, officer):
    form = NOTICE | opened(tab, NEW)
    log_in_again(tab, officer)
    stopped = tab.post(NEW, form)
    assert stopped.status_code == 403
    assert "大阪府堺市の堺 花子さんとしてログインしています" in stopped.text
    assert "&lt;b&gt;太字" in stopped.text
    assert "<b>太字" not in stopped.text
    assert not Topic.objects.exists()
    assert go_on(tab, stopped.text).status_code == 302
    topic = Topic.objects.get()
    assert (topic.title, topic.body, topic.themes) == (
        "相談会の件",
        '一行目\n\n"二行目" <b>太字',
        ["migration", "culture"],
    )


def test_going_on_twice_posts_once(tab, officer):
    form = NOTICE | opened(tab, NEW) | {"idempotency_key": "00000000-0000-4000-8000-000000000001"}
    log_in_again(tab, officer)
    page = tab.post(NEW, form).text
    assert go_on(tab, page).url == go_on(tab, page).url
    assert Topic.objects.count() == 1


def test_files_are_asked_for_again(tab, officer):
    form = NOTICE | opened(tab, NEW)
    log_in_again(tab, officer)
    page = tab.post(NEW, {**form, "files": SimpleUploadedFile("要項.txt", "要項".encode())}).text
    assert "「要項.txt」を、もう一度選んでください。" in page
    assert 'enctype="multipart/form-data"' in page
    assert '<input type="file" name="files"' in page


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"origin": "null"}])
def test_what_another_site_sends_is_not_repeated(tab, headers):
    page = tab.post(NEW, NOTICE, headers=headers)
    assert page.status_code == 403
    assert "相談会の件" not in page.text
    assert "入力した内容で続ける" not in page.text


def test_another_site_stores_nothing_for_after_the_login():
    client = Client(enforce_csrf_checks=True)
    answer = client.post(NEW, NOTICE, headers={"origin": "https://evil.example"})
    assert (answer.status_code, client.cookies.get("renkei_session")) == (403, None)


def test_without_cookies_it_waits_for_the_login(tab, officer):
    form = NOTICE | opened(tab, NEW)
    tab.cookies.clear()
    sent = tab.post(NEW, form)
    assert sent.url == f"{LOGIN}?next={NEW}"
    assert "入力した内容から続けられます" in str(*get_messages(sent.wsgi_request))
    log_in(tab, officer)
    assert 'value="相談会の件"' in tab.get(NEW).text


def test_without_cookies_a_public_form_goes_on():
    client = Client(enforce_csrf_checks=True)
    form = {"body": "お尋ねします。"} | opened(client, "/contact/")
    client.cookies.clear()
    stopped = client.post("/contact/", form)
    assert stopped.status_code == 403
    answer = go_on(client, stopped.text)
    assert answer.status_code != 403
    assert "お尋ねします。" in answer.text


def test_two_login_tabs_end_on_the_page(officer):
    client = Client(enforce_csrf_checks=True)
    second = {"login": officer.email, "password": PASSWORD, "next": NEW} | opened(
        client, f"{LOGIN}?next={NEW}"
    )
    log_in(client, officer)
    assert client.post(LOGIN, second, follow=True).redirect_chain[-1] == (NEW, 302)


def test_two_login_tabs_with_a_code_end_on_the_page(officer):
    client = Client(enforce_csrf_checks=True)
    second = {"email": officer.email} | opened(client, "/accounts/login/code/")
    log_in(client, officer)
    assert client.post("/accounts/login/code/", second, follow=True).redirect_chain[-1] == ("/mypage/", 302)
    assert client.post("/accounts/login/code/confirm/", second, follow=True).status_code == 200


def test_a_login_page_older_than_the_cookies_asks_for_the_password_again(officer):
    client = Client(enforce_csrf_checks=True)
    form = {"login": officer.email, "password": PASSWORD, "next": NEW} | opened(client, LOGIN)
    client.cookies.clear()
    page = client.post(LOGIN, form).text
    assert PASSWORD not in page
    assert '<input type="password" name="password"' in page
    assert go_on(client, page, password=PASSWORD).url == NEW


def test_every_form_of_the_site_is_kept(browser, officer):
    """Each address that takes a form, asked with a token of yesterday."""
    client = browser(officer)
    client.handler.enforce_csrf_checks = True
    client.cookies["csrftoken"] = get_random_string(32)
    typed = {"body": "書いた文章です", "csrfmiddlewaretoken": get_random_string(64)}
    lost = []
    for address in FORMS:
        answer = client.post(address, typed)
        asked_again = answer.status_code == 403 and "入力した内容で続ける" in answer.text
        said = answer["Content-Type"] == "application/json" and answer.status_code == 403
        led_on = answer.status_code == 302 and address.startswith("/accounts/")
        one_click = answer.status_code in (200, 400, 404, 405)  # csrf_exempt, or not there
        if not (asked_again or said or led_on or one_click):
            lost.append((address, answer.status_code))
    assert lost == []
