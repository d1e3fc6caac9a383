"""The pages about the site, and the list of what a visitor may open."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

PAGES = ["/about/", "/contact/", "/terms/", "/privacy/", "/accessibility/", "/robots.txt", "/sitemap.xml"]

# Every address that answers without login. A new public view must be added here on purpose.
PUBLIC = {
    "board:unsubscribe",
    "board:unsubscribe-one-click",
    "board:digest-edit",
    "board:digest-one-click",
    "inquiries:inquiry-by-mail",
    "inquiries:inquiry-by-mail-file",
    "pamphlets:pamphlet-by-mail",
    "pamphlets:pamphlet-by-mail-file",
    "account_recovery",
    "account_recovery_done",
    "account_recovery_verified",
    "disaster:disaster-detail",
    "disaster:disaster-list",
    "disaster:support-csv",
    "disaster:support-xlsx",
    "events:calendar",
    "events:event-detail",
    "events:event-feed",
    "events:event-file",
    "events:event-list",
    "events:event-sheet",
    "members:application-apply",
    "members:application-correct",
    "members:application-done",
    "members:application-form",
    "members:correction-done",
    "members:correction-mail",
    "members:confirmation-answer",
    "members:invitation-accept",
    "members:organization-detail",
    "members:organization-list",
    "members:application-verified",
    "members:mail-token-enter",
    "members:mailbox-returned",
    "members:mail-token-link",
    "members:mail-token-resend",
    "members:takeover-search",
    "members:takeover-done",
    "members:takeover-form",
    "members:takeover-section",
    "members:takeover-send",
    "members:takeover-sent",
    "news:announcement-detail",
    "news:announcement-list",
    "news:newsissue-detail",
    "news:newsissue-list",
    "common:file",
    "organization:handover-ended",
    "common:file-thumbnail",
    "portal:about",
    "portal:accessibility",
    "portal:contact",
    "portal:contact-done",
    "portal:healthz",
    "portal:home",
    "portal:privacy",
    "portal:readyz",
    "portal:robots",
    "portal:search",
    "portal:sitemap",
    "portal:terms",
}


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
