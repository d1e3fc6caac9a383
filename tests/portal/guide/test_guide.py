"""The guide: its pages, for whom they are, and where one finds them."""

import pytest
from django.contrib.auth.models import AnonymousUser

from common.search.query_terms import parse_query
from portal.guide.contents import GROUPS, GUIDES
from portal.guide.queries import find_guides
from portal.guide.rendering import guide_text

PUBLIC = ["answer-by-mail", "apply", "join", "login", "take-part", "takeover"]


@pytest.mark.parametrize("slug", PUBLIC)
def test_visitors_read_what_they_can_do(slug, visitor, db):
    assert guide_text(slug).title in visitor.get("/guide/").text
    assert visitor.get(f"/guide/{slug}/").status_code == 200


def test_visitors_are_asked_to_log_in_for_the_others(visitor, db):
    assert [slug for slug, guide in GUIDES.items() if guide.is_for(AnonymousUser())] == sorted(
        PUBLIC, key=list(GUIDES).index
    )
    response = visitor.get("/guide/board-post/")
    assert response.status_code == 302
    assert response.url == "/accounts/login/?next=/guide/board-post/"
    assert guide_text("board-post").title not in visitor.get("/guide/").text


@pytest.mark.parametrize("person", ["officer", "ward_officer", "secretariat", "reader", "stranger"])
def test_everybody_reads_the_pages_of_their_tasks_alone(person, browser, request):
    user = request.getfixturevalue(person)
    client = browser(user)
    answers = {slug: client.get(f"/guide/{slug}/").status_code for slug in GUIDES}
    assert answers == {slug: 200 if guide.is_for(user) else 404 for slug, guide in GUIDES.items()}
    listed = client.get("/guide/").text
    assert {slug for slug in GUIDES if f'href="/guide/{slug}/"' in listed} == {
        slug for slug, guide in GUIDES.items() if guide.is_for(user)
    }


@pytest.mark.parametrize(
    ("slug", "readers"),
    [
        ("apply", "officer ward_officer secretariat reader"),
        ("board-find", "officer ward_officer secretariat reader"),
        ("board-post", "officer ward_officer secretariat"),
        ("pamphlet-request", "officer"),
        ("pamphlet-answer", "ward_officer"),
        ("inquiry-ask", "ward_officer secretariat"),
        ("support-report", "ward_officer"),
        ("recoveries", "secretariat"),
    ],
)
def test_for_whom_a_page_is(slug, readers, request, officer, ward_officer, secretariat, reader):
    cast = {"officer": officer, "ward_officer": ward_officer, "secretariat": secretariat, "reader": reader}
    assert " ".join(name for name, user in cast.items() if GUIDES[slug].is_for(user)) == readers


def test_a_page_that_is_not_there(browser, secretariat, visitor):
    for client in (browser(secretariat), visitor):
        assert client.get("/guide/nowhere/").status_code == 404
        assert client.get("/guide/../secret/").status_code == 404


# --- from the screen, and by search --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "path", "slug"),
    [
        ("officer", "/board/new/", "board-post"),
        ("officer", "/board/new/proposal/", "board-post"),
        ("officer", "/mypage/", "mypage"),
        ("officer", "/board/new/pamphlet/", "pamphlet-request"),
        ("reader", "/board/", "board-find"),
        ("officer", "/board/pamphlets/", "pamphlet-request"),
        ("ward_officer", "/board/pamphlets/", "pamphlet-answer"),
        ("secretariat", "/members/desk/", "desk"),
        ("ward_officer", "/inquiries/new/", "inquiry-ask"),
    ],
)
def test_a_screen_names_the_page_that_explains_it(person, path, slug, browser, request):
    page = browser(request.getfixturevalue(person)).get(path).text
    assert f'href="/guide/{slug}/">この画面の使い方' in page


def test_a_screen_names_no_page_that_its_reader_may_not_open(browser, reader, officer, visitor):
    assert "この画面の使い方" in visitor.get("/members/apply/").text
    assert "この画面の使い方" not in visitor.get("/").text
    assert "この画面の使い方" in browser(officer).get("/inquiries/").text
    assert "この画面の使い方" not in browser(reader).get("/inquiries/").text


def test_search_finds_pages_of_ones_own_tasks(browser, officer, visitor):
    page = browser(officer).get("/search/?q=パンフレット 配布").text
    assert 'href="/guide/pamphlet-request/"' in page
    assert "/guide/pamphlet-request/" not in visitor.get("/search/?q=パンフレット 配布").text
    assert 'href="/guide/login/"' in visitor.get("/search/?q=ﾛｸﾞｲﾝできない").text


def test_search_puts_a_title_first(secretariat):
    assert find_guides(parse_query("ブース"), secretariat)[0] == ("ブースを割り当てる", "/guide/booths/")
    assert find_guides(parse_query("存在しない言葉の並び"), secretariat) == []
    assert len(find_guides(parse_query("の"), secretariat)) == 5


def test_an_address_of_the_site_is_a_link(visitor, db):
    page = visitor.get("/guide/apply/").text
    assert '<a href="/members/proof/"><code>/members/proof/</code></a>' in page
    assert "<code>lg.jp</code>" in page


def test_no_markup_of_a_text_reaches_the_page():
    from portal.guide.rendering import _markdown

    page = _markdown().render("<script>x</script> [x](javascript:x) ![x](data:text/html,x)")
    assert "<script" not in page
    assert "href" not in page


def test_a_group_is_never_empty():
    assert all(guides for _, guides in GROUPS)
