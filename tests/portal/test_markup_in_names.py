"""Names with HTML in them over the sample site: on every page and in every form as text, never live."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Model, Value
from django.db.models.functions import Concat, Substr
from django.urls import Resolver404, resolve

from board.topics.models import Topic
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User
from portal.seeding import SAMPLED, SEEDED

LIVE = '"><b data-live>'
NAMED: tuple[type[Model], ...] = (Organization, Section, User)
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
STARTS = ["/", "/mypage/", "/members/", "/board/", "/inquiries/", "/events/", "/admin/"]
MOST = 2  # addresses of one view: one with its rows, one more; /admin/ draws them all alike
PASSED = re.compile(
    "^/(static|files|accounts/logout|admin/jsi18n)/|[.](pdf|xlsx|csv|zip|ics)(?:[?]|$)|as=pdf"
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def named(no_cast):
    for load in (*SEEDED.values(), *SAMPLED.values()):
        load()
    for model in NAMED:
        model.objects.update(name=Concat(Substr(F("name"), 1, 30), Value(LIVE)))


def walked(client, starts):
    """(address, text) of the pages that lead to one another, a few of each view."""
    waiting, seen, asked = list(starts), set(starts), Counter()
    while waiting:
        address = waiting.pop(0)
        try:
            match = resolve(urlsplit(address).path)
        except Resolver404:
            continue
        asked[match.view_name] += address not in starts
        if asked[match.view_name] > (1 if match.namespace == "admin" else MOST):
            continue
        response = client.get(address)
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        yield address, response.text
        for link in map(unescape, LINK.findall(response.text)):
            if link not in seen and not PASSED.search(link):
                seen.add(link)
                waiting.append(link)


def test_no_name_is_markup_on_any_page(named, visitor, browser):
    for who in ("nobody", "officer", "ward", "secretariat"):
        user = AnonymousUser() if who == "nobody" else User.objects.get(email=f"{who}@demo.example")
        topics = [topic.get_absolute_url() for topic in Topic.objects.visible_to(user)]
        pages = dict(walked(visitor if who == "nobody" else browser(user), [*STARTS, *topics]))
        assert [(who, address) for address, html in pages.items() if "<b data-live>" in html] == []
        named_on = [address for address, html in pages.items() if "&lt;b data-live&gt;" in html]
        assert len(named_on) > (3 if who == "nobody" else 30), (who, named_on)
