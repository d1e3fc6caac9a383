"""Every public page says to machines what it is, or is named here with the reason; no other page does."""

import json
import re

import pytest
from django.urls import reverse

from portal.about.sharing import TYPES
from tests.public_addresses import PUBLIC

pytestmark = pytest.mark.django_db
# what has a record of its own: its `sharing` is given by its view, shown below
RECORDS = {
    "disaster:disaster-detail",
    "events:event-detail",
    "members:organization-detail",
    "news:announcement-detail",
    "news:article-detail",
    "news:newsissue-detail",
}
REASONS = {
    "a file or a feed": r"common:.*|.*:(event-sheet|sitemap|robots|calendar)$|"
    r".*(-csv|-json|-xlsx|-feed|-file|-open-data)$",
    "for machines that watch the site": r"portal:(healthz|readyz)$",
    "opened by a code or link from a mail": r".*(unsubscribe|digest|by-mail|mail-token|invitation|correction|"
    r"confirmation-answer|mailbox-returned|handover-ended|recovery|verified|one-click).*",
    "taking part: a form, or opened by a code": r"(sign_ups|own_sign_up|check_in|survey_answers):.*",
    "a step of a form, empty without what was typed": r"members:(application|takeover)-.*|.*-done$",
    "results of one search": r"portal:search$",
    "asks who it is": r"account_.*|mfa_.*|usersessions_.*|admin:.*",
}


def data_of(page: str) -> dict:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found)


def test_every_public_address_has_data_or_a_reason():
    without = {
        name
        for name in PUBLIC - set(TYPES) - RECORDS
        if not any(re.fullmatch(pattern, name) for pattern in REASONS.values())
    }
    assert without == set()


@pytest.mark.parametrize("name", sorted(name for name in TYPES if name not in ("portal:guide",)))
def test_pages_about_nothing_single_say_what_they_are(visitor, name):
    try:
        path = reverse(name)
    except Exception:
        pytest.skip("shown with its record in the tests of its room")
    page = visitor.get(path).text
    data = data_of(page)
    assert data["@type"] == TYPES[name]
    assert data["url"].endswith(path)
    assert f'<link rel="canonical" href="{data["url"]}">' in page
    assert page.count('property="og:image"') == 1


def test_a_members_page_says_nothing(browser, officer):
    for path in ("/mypage/", "/board/", "/search/?q=x"):
        page = browser(officer).get(path).text
        assert "ld+json" not in page, path
        assert "og:title" not in page, path


def test_what_members_typed_ends_no_script(visitor, sakai):
    sakai.introduction = "</script><script>alert(1)</script> & \u2028"
    sakai.save()
    page = visitor.get(sakai.get_absolute_url()).text
    data = data_of(page)
    assert data["description"].startswith("</script><script>")
    assert (data["@type"], data["name"], data["identifier"]) == (
        "GovernmentOrganization",
        "大阪府堺市",
        "271403",
    )
