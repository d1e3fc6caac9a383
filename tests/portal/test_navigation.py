"""The frame of every page: navigation by role, current entry, messages, weight of the look."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from members.organizations.models import Organization
from portal import navigation

ROOT = Path(settings.BASE_DIR)
MEMBERS_ONLY = ["/board/", "/board/pamphlets/", "/mypage/"]


def bar(response) -> str:
    """The navigation bar (the second time it is in the page, after the menu of small screens)."""
    return response.content.decode().split('class="wrap nav nav--bar"')[1].split("</nav>")[0]


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)


def test_mypage_sends_a_visitor_to_login(visitor, db):
    response = visitor.get("/mypage/")
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_visitor_sees_public_navigation_only(visitor, db):
    page = visitor.get("/accounts/login/")
    assert links(bar(page)) == ["/events/", "/members/", "/disaster/", "/news/", "/about/"]
    html = page.content.decode()
    assert 'action="/accounts/logout/"' not in html
    assert all(f'href="{url}"' not in html for url in [*MEMBERS_ONLY, "/admin/", "/organization/"])


def test_officer_sees_members_navigation(browser, officer):
    page = browser(officer).get("/nothing-here/")
    assert links(bar(page))[5:] == MEMBERS_ONLY
    html = page.content.decode()
    assert "大阪府堺市" in html
    assert "堺 花子" in html
    assert 'href="/admin/"' not in html


def test_officer_of_a_body_that_left_sees_their_own_page_only(browser, make_organization, make_user):
    body = make_organization("見本町", kind=Organization.Kind.MUNICIPALITY, prefecture="北海道", member=False)
    page = browser(make_user("left@city.example", body)).get("/nothing-here/")
    assert links(bar(page))[5:] == ["/mypage/"]


def test_secretariat_sees_its_desk_and_in_its_menu_the_admin(browser, secretariat):
    page = browser(secretariat).get("/nothing-here/")
    assert links(bar(page))[5:] == [*MEMBERS_ONLY, "/members/desk/"]
    assert '<a href="/admin/">データの修正（管理画面）</a>' in page.text


@pytest.mark.parametrize(
    ("path", "elsewhere"),
    [
        ("/members/withdrawals/", "/members/"),
        ("/news/new/", "/news/"),
        ("/disaster/new/", "/disaster/"),
        ("/organization/?organization={body.pk}", "/mypage/"),
    ],
)
def test_the_secretariats_pages_belong_to_its_entry(browser, secretariat, officer, path, elsewhere):
    html = browser(secretariat).get(path.format(body=officer.organization)).content.decode()
    assert '<a href="/members/desk/" aria-current="true">' in html
    assert f'<a href="{elsewhere}" aria-current' not in html


def test_logging_out_is_a_post_with_a_token(browser, officer):
    html = browser(officer).get("/nothing-here/").content.decode()
    form = html.split('action="/accounts/logout/"')[1].split("</form>")[0]
    assert form.startswith(' method="post"')
    assert "csrfmiddlewaretoken" in form


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/board/", {"/board/": "page"}),
        ("/board/topics/3/", {"/board/": "true"}),
        ("/board/pamphlets/", {"/board/pamphlets/": "page"}),
        ("/board/pamphlets/7/", {"/board/pamphlets/": "true"}),
        ("/board/new/pamphlet/", {"/board/pamphlets/": "true"}),
        ("/events/12/", {"/events/": "true"}),
        ("/organization/people/", {"/mypage/": "true"}),
        ("/accounts/email/", {"/mypage/": "true"}),
        ("/links/event/3/", {"/events/": "true"}),
        ("/links/newsissue/3/", {"/news/": "true"}),
        ("/terms/", {"/about/": "true"}),
        ("/guide/", {"/about/": "true"}),
        ("/search/", {}),
        ("/", {}),
    ],
)
def test_current_entry_follows_from_the_path(officer, path, current):
    request = RequestFactory().get(path)
    request.user = officer
    found = re.findall(r'href="([^"]+)" aria-current="(\w+)"', navigation.navigation(request))
    assert dict(found) == current


@pytest.mark.parametrize("path", ["/board/pamphlets/", "/inquiries/"])
def test_tabs_of_requests_lead_to_both_lists_and_mark_the_one_that_is_open(browser, officer, path):
    html = browser(officer).get(path).content.decode()
    tabs = html.split('aria-label="照会・依頼の種類"')[1].split("</nav>")[0]
    assert links(tabs) == ["/board/pamphlets/", "/inquiries/"]
    assert re.findall(r'href="([^"]+)" aria-current="page"', tabs) == [path]


def test_navigation_asks_the_database_nothing(officer, django_assert_num_queries):
    request = RequestFactory().get("/board/")
    request.user = officer
    with django_assert_num_queries(0):
        navigation.navigation(request)


def test_frame_costs_no_query_for_a_visitor(visitor, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        visitor.get("/nothing-here/")


def test_frame_costs_session_and_user_for_an_officer(browser, officer, django_assert_num_queries):
    client = browser(officer)
    with django_assert_num_queries(2):
        client.get("/nothing-here/")


def test_page_has_one_heading_a_skip_link_and_a_language(visitor, db):
    html = visitor.get("/accounts/login/").content.decode()
    assert html.count("<h1") == 1
    assert '<html lang="ja">' in html
    assert '<a class="skip" href="#main">' in html
    assert 'id="main"' in html
    assert re.search(r"<title>ログイン - 特別区全国連携プロジェクト</title>", html)


def test_login_page_leads_to_the_registration(visitor, db):
    html = visitor.get("/accounts/login/").content.decode().split("<main")[1].split("</main>")[0]
    assert 'href="/members/apply/"' in html
    assert 'href="/accounts/signup/"' not in html


def test_messages_are_shown_as_notices():
    class Message:
        level_tag = "error"

        def __str__(self):
            return "添付できませんでした。<b>"

    html = render_to_string("components/messages.html", {"messages": [Message()]})
    assert "notice--error" in html
    assert 'role="alert"' in html
    assert "添付できませんでした。&lt;b&gt;" in html


def test_script_stays_light():
    """The styles that a page loads are weighed on each page that a test asks for (tests/markup.py)."""
    assert (ROOT / "static/js/site.js").stat().st_size < 10_000


def test_every_rule_of_the_look_is_closed():
    """A browser says nothing of a missing brace: it takes all that follows into the last @media."""
    for file in (ROOT / "static/css").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.S)
        depth = 0
        for number, line in enumerate(text.splitlines(), start=1):
            if line.startswith(("@media", "@font-face")):
                assert depth == 0, f"{file.name}:{number}"
            depth += line.count("{") - line.count("}")
        assert depth == 0, file.name


def test_look_asks_no_other_host():
    for file in (ROOT / "static").rglob("*"):
        if file.suffix in {".css", ".js"}:
            assert not re.search(r"https?://|url\(\s*['\"]?//", file.read_text()), file


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*(src=|application/(ld\+)?json))", re.I)
    for file in (ROOT / "templates").rglob("*.html"):
        assert not inline.search(file.read_text()), file


def test_templates_stay_small():
    for file in (ROOT / "templates").rglob("*.html"):
        assert len(file.read_text().splitlines()) <= 80, file


def test_admin_carries_its_name_and_the_way_back(browser, secretariat):
    html = browser(secretariat).get("/admin/").content.decode()
    assert "データの修正（管理画面）" in html
    assert '<a href="/">サイトへ戻る</a>' in html
    assert 'action="/accounts/logout/"' in html


def test_every_template_of_the_frame_compiles():
    for folder in ("components", "renkei", "allauth", "account", "mfa", "admin"):
        for file in (ROOT / "templates" / folder).rglob("*.*"):
            get_template(str(file.relative_to(ROOT / "templates")))


def test_admin_has_no_login_page_of_its_own(visitor, db):
    response = visitor.get("/admin/login/", follow=True)
    assert response.redirect_chain[0][0].startswith("/accounts/login/")


def test_admin_refuses_an_officer_without_asking_for_another_login(browser, officer, secretariat):
    assert browser(officer).get("/admin/", follow=True).status_code == 403
    assert browser(secretariat).get("/admin/").status_code == 200


@pytest.mark.parametrize("who", ["officer", "reader", "ward_officer", "secretariat"])
def test_every_entry_of_the_menus_opens_for_whoever_sees_it(request, browser, who):
    client = browser(request.getfixturevalue(who))
    entries = set()
    for path in ("/mypage/", *(("/members/desk/",) if who == "secretariat" else ())):
        page = client.get(path).text
        entries |= set(re.findall(r'<a [^>]*href="(/[^"#]*)"', page))
    shut = {entry: client.get(entry).status_code for entry in entries}
    assert {entry: status for entry, status in shut.items() if status not in (200, 302)} == {}
