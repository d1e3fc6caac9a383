"""The site map for people, and the page in English."""

import re

import pytest

HREF = re.compile(r'<ul class="page-list">(.*?)</ul>', re.S)


def linked(client) -> list[str]:
    page = client.get("/sitemap/").text
    return [url for group in HREF.findall(page) for url in re.findall(r'href="([^"]+)"', group)]


@pytest.mark.parametrize("person", ["officer", "ward_officer", "secretariat", "reader"])
def test_who_is_logged_in_can_open_every_page_of_their_map(person, browser, request):
    client = browser(request.getfixturevalue(person))
    found = linked(client)
    assert "/board/" in found
    assert ("/members/desk/" in found) == (person == "secretariat")
    answers = {url: client.get(url).status_code for url in found}
    assert {url: status for url, status in answers.items() if status not in (200, 302)} == {}


def test_a_visitor_sees_public_pages_only(visitor, db):
    found = linked(visitor)
    assert "/events/" in found
    assert not [
        url for url in found if url.startswith(("/board/", "/mypage/", "/organization/", "/inquiries/"))
    ]
    assert {visitor.get(url).status_code for url in found} == {200}


def test_english_page_says_its_language_and_its_numbers(visitor, db):
    from members.organizations import seed_data

    seed_data.load_seed_data()
    page = visitor.get("/en/").text
    assert '<html lang="en">' in page
    assert "more than 1,100 (as of 2026-03-30)" in page


def test_about_shows_the_direction_with_its_source(visitor, db):
    page = visitor.get("/about/").text
    assert "令和9年度から12年度まで" in page
    assert "出典：全国連携NEWS 第13号" in page
