"""A body that is no member, not yet or no more: its profile stands in nothing that a visitor can fetch."""

import datetime
import re

import pytest

from common.search.actions import refresh_index_now
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db
NAME, WORDS = "見本谷町", "まだ公表していない紹介文"
LISTS = [
    "/",
    "/members/",
    "/members/?view=detail",
    f"/members/?q={NAME}",
    f"/members/?q={WORDS}&view=detail",
    "/members/?prefecture=27&view=detail",
    f"/search/?q={NAME}",
    f"/search/?q={WORDS}",
    "/sitemap.xml",
    "/news/feed.xml",
    "/events/feed.xml",
    "/events/open-data.csv",
    "/disaster/support.json",
]


def body(**fields) -> Organization:
    facts = {"name": NAME, "prefecture": "大阪府", "kind": "municipality", "name_kana": "みほんだに"}
    facts |= {"introduction": WORDS, "head_title": "町長", "head_message": WORDS}
    return Organization.objects.create(**facts, **fields)


def found_in(visitor, path) -> bool:
    response = visitor.get(path)
    assert response.status_code == 200, path
    content = b"".join(response.streaming_content) if response.streaming else response.content
    asked = re.compile(f'value="(?:{NAME}|{WORDS})"|q=(?:{NAME}|{WORDS})|「(?:{NAME}|{WORDS})」')
    text = asked.sub("", content.decode())
    return NAME in text or WORDS in text


@pytest.mark.parametrize(
    "state",
    [
        {"joined_on": None},
        {"joined_on": datetime.date(2020, 4, 1), "withdrawn_on": datetime.date(2026, 4, 1)},
    ],
    ids=["not yet", "no more"],
)
def test_a_profile_that_is_not_published_is_nowhere(state, visitor, db):
    hidden = body(**state)
    refresh_index_now(hidden)
    assert visitor.get(hidden.get_absolute_url()).status_code == 404
    assert [path for path in LISTS if found_in(visitor, path)] == []


def test_the_profile_of_a_member_is_where_one_looks(visitor, db):
    """That the test above can fail: the same body, registered."""
    shown = body(joined_on=datetime.date(2020, 4, 1))
    refresh_index_now(shown)
    assert visitor.get(shown.get_absolute_url()).status_code == 200
    assert shown.get_absolute_url() in visitor.get("/sitemap.xml").text
    for path in ("/members/?view=detail", f"/members/?q={NAME}", f"/search/?q={NAME}"):
        assert found_in(visitor, path), path
