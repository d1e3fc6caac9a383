"""Every list to choose from, on every page that needs no row: none is empty, places follow their codes."""

import re

import pytest

from members.local_governments.prefectures import NAMES
from tests.portal.test_invalid_requests import PLAIN

SELECT = re.compile(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
OPTION = re.compile(r'<option[^>]*value="([^"]*)"[^>]*>([^<]*)')
# what a list offers that comes of rows: empty where there are none yet
OF_ROWS = {
    "sender",
    "source",
    "disaster",
    "parent",
    "year",
    "section",
    "leaving",
    "code",
    "action",
    "purpose",
}
PLACES_OF_ROWS = {"/events/", "/board/pamphlets/"}


def lists(client):
    """(address, name, [labels]) of every select of the pages that this client may see."""
    for address in PLAIN:
        response = client.get(address)
        html = response.getvalue().decode(errors="replace")  # to its end, or a table that streams stays open
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            for name, options in SELECT.findall(html):
                yield address, name, [label.strip() for value, label in OPTION.findall(options) if value]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["visitor", "officer", "ward_officer", "secretariat"])
def test_no_list_is_empty_and_places_follow_their_codes(who, request, browser):
    person = request.getfixturevalue(who)
    client = person if who == "visitor" else browser(person)
    empty, disordered, prefectures = [], [], set()
    for address, name, labels in lists(client):
        of_rows = name.rpartition("-")[2] in OF_ROWS or (name, address in PLACES_OF_ROWS) == (
            "prefecture",
            True,
        )
        if not labels and not of_rows:
            empty.append((address, name))
        places = [NAMES.index(plain) for label in labels if (plain := re.sub(r"\(.*", "", label)) in NAMES]
        if places:
            prefectures.add(address)
        if places != sorted(places):
            disordered.append((address, name))
    assert (empty, disordered) == ([], [])
    assert {"/members/", "/members/takeover/"} <= prefectures
