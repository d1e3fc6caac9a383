"""The pages about the site, and the list of what a visitor may open."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.public_addresses import PUBLIC

PAGES = [
    "/about/",
    "/contact/",
    "/terms/",
    "/privacy/",
    "/accessibility/",
    "/en/",
    "/sitemap/",
    "/robots.txt",
    "/sitemap.xml",
]


@pytest.mark.parametrize("path", PAGES)
def test_page_answers_everybody(path, visitor, browser, officer):
    assert visitor.get(path).status_code == 200
    assert browser(officer).get(path).status_code == 200


def test_about_keeps_the_three_numbers_distinct(visitor, db):
    from members.organizations import seed_data

    seed_data.load_seed_data()
    text = visitor.get("/about/").content.decode()
    assert "390を超える自治体・団体" in text
    assert "1,100を超える自治体" in text
    assert "13地域372自治体" in text


def test_public_addresses_are_those_on_the_list():
    found = {name for name, view in _views(get_resolver()) if not getattr(view, "login_required", True)}
    assert found == PUBLIC


def _views(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace in {"admin"} or "allauth" in str(pattern.urlconf_name):
                continue
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _views(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern.callback
