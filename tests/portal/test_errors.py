"""Error pages: the right status, plain words, and the last two stand without context or database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.views import defaults


def test_not_found_offers_a_way_on(visitor, db):
    response = visitor.get("/nothing-here/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "ページが見つかりません" in html
    assert 'href="/accounts/login/?next=%2Fnothing-here%2F"' in html


def test_not_found_does_not_ask_an_officer_to_log_in(browser, officer):
    html = browser(officer).get("/nothing-here/").content.decode()
    assert "/accounts/login/" not in html


def test_forbidden_says_why_and_who_one_is(officer):
    request = RequestFactory().get("/board/")
    request.user = officer
    response = defaults.permission_denied(request, PermissionDenied("会員だけが使えるページです。"))
    html = response.content.decode()
    assert response.status_code == 403
    assert "会員だけが使えるページです。" in html
    assert "大阪府堺市の堺 花子さんとしてログインしています。" in html


def test_forbidden_without_reason_has_a_sentence_of_its_own(officer):
    request = RequestFactory().get("/board/")
    request.user = officer
    html = defaults.permission_denied(request, PermissionDenied()).content.decode()
    assert "この操作は、お使いの登録では行えません。" in html


def test_spoilt_form_token_says_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@city.example"})
    assert response.status_code == 403
    assert "もう一度操作してください" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "words"), [("400.html", "受け付けられません"), ("500.html", "表示できません")]
)
def test_page_of_last_resort_needs_nothing(name, words, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        html = get_template(name).render()
    assert words in html
    assert html.count("<h1") == 1


def test_foreign_host_gets_the_page_400(db):
    response = Client(headers={"host": "elsewhere.example"}).get("/accounts/login/")
    assert response.status_code == 400
    assert "この要求は受け付けられません" in response.content.decode()


def test_too_many_attempts_get_429(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client = Client()
    codes = [
        client.post("/accounts/password/reset/", {"email": "nobody@city.example"}).status_code for _ in "12"
    ]
    assert codes == [302, 429]
