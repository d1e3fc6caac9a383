"""What stands above every page in an emergency: written, shown on its days, told of, taken away."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from common.audit_log.queries import entries_of
from common.page_cache import listening
from portal.emergency_banners.forms import EmergencyBannerForm
from portal.emergency_banners.models import EmergencyBanner
from portal.emergency_banners.shown import ask_again, shown_banners
from tests.portal.test_kept_pages import eventually, kept_view

pytestmark = pytest.mark.django_db
TYPED = {
    "text": "能登の大雨の支援について",
    "url": "https://www.example.jp/rain/",
    "starts_on": "令和8年12月1日",
    "ends_on": "R8.12.3",
}
DAY = datetime.date(2026, 12, 1)
PAGES = [
    "/",
    "/members/",
    "/events/",
    "/news/",
    "/disaster/",
    "/about/",
    "/terms/",
    "/contact/",
    "/search/?q=x",
]


@pytest.fixture
def banner():
    row = EmergencyBanner.objects.create(text="大雨のため", starts_on=DAY, ends_on=DAY, url="/news/")
    ask_again()
    return row


def on(day: int, hour: int = 9):
    return time_machine.travel(f"2026-12-{day:02}T{hour:02}:00+09:00", tick=True)


def test_the_secretariat_writes_one_and_every_page_shows_it(
    browser, visitor, officer, secretariat, django_capture_on_commit_callbacks
):
    with on(1):
        assert TYPED["text"] not in visitor.get("/").text
        with django_capture_on_commit_callbacks(execute=True):
            assert browser(secretariat).post("/emergency/new/", TYPED).status_code == 302
        for path in PAGES:
            page = visitor.get(path).text
            assert TYPED["text"] in page, path
            assert f'href="{TYPED["url"]}"' in page
        assert TYPED["text"] in browser(officer).get("/board/").text
        assert visitor.get("/nothing/").text.count(TYPED["text"]) == 1
    (added,) = entries_of(EmergencyBanner.objects.get())
    assert added.verb == "portal.emergencybanner_added"


@pytest.mark.parametrize(("day", "is_shown"), [(1, True), (2, False)])
def test_it_is_shown_on_its_days_only(visitor, banner, day, is_shown):
    with on(day, 0):
        ask_again()
        assert ("大雨のため" in visitor.get("/about/").text) == is_shown


def test_one_of_days_to_come_appears_by_itself(visitor):
    with on(1):
        EmergencyBanner.objects.create(text="あす", starts_on="2026-12-02", ends_on="2026-12-02")
        ask_again()
        assert shown_banners() == ()
    with on(2):
        assert [each.text for each in shown_banners()] == ["あす"]


def test_it_is_corrected_and_taken_away(
    browser, visitor, secretariat, banner, django_capture_on_commit_callbacks
):
    client = browser(secretariat)
    with on(1):
        shown = client.get(f"/emergency/{banner.pk}/")
        version = shown.context["form"]["version"].value()
        with django_capture_on_commit_callbacks(execute=True):
            changed = client.post(f"/emergency/{banner.pk}/", TYPED | {"version": version})
        assert changed.status_code == 302
        assert TYPED["text"] in visitor.get("/about/").text
        assert "掲載中" in client.get("/emergency/").text
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/emergency/{banner.pk}/remove/")
        assert TYPED["text"] not in visitor.get("/about/").text
    assert not EmergencyBanner.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/events/", "http://testserver.example/events/"),
        ("／events/", "http://testserver.example/events/"),
        ("www.example.jp", "https://www.example.jp"),
    ],
)
def test_a_page_of_this_site_is_typed_by_its_path(typed, kept, settings):
    settings.SITE_URL = "http://testserver.example"
    form = EmergencyBannerForm({**TYPED, "url": typed}, row=EmergencyBanner())
    form.full_clean()
    assert form.cleaned_data["url"] == kept


@pytest.mark.parametrize(
    "typed",
    [
        {"text": ""},
        {"text": "あ" * 201},
        {"url": "javascript:alert(1)"},
        {"url": "//evil.example/"},
        {"ends_on": "R8.11.30"},
    ],
)
def test_a_bad_form_shows_nothing(browser, visitor, secretariat, typed):
    with on(1):
        answer = browser(secretariat).post("/emergency/new/", TYPED | typed)
    assert answer.status_code == 400
    assert not EmergencyBanner.objects.exists()


def test_markup_in_its_text_is_text(visitor):
    EmergencyBanner.objects.create(text="<script>x</script>", starts_on=DAY, ends_on=DAY)
    with on(1):
        ask_again()
        assert "&lt;script&gt;x" in visitor.get("/about/").text


def test_it_never_ends_before_it_starts():
    with pytest.raises(IntegrityError, match="emergencybanner_ends_after_start"), transaction.atomic():
        EmergencyBanner.objects.create(text="x", starts_on=DAY, ends_on=DAY - datetime.timedelta(days=1))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_one_and_three(browser, secretariat, number, django_assert_num_queries):
    for _ in range(number):
        EmergencyBanner.objects.create(text="x", starts_on=DAY, ends_on=DAY)
    client = browser(secretariat)
    client.get("/emergency/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/emergency/")


LIST_QUERIES = 4


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_shows_it_at_once_and_loses_it_at_once(visitor):
    with on(1):
        kept_view(visitor, "/about/")
        assert listening.changes_heard() is not None
        row = EmergencyBanner.objects.create(text="津波警報", starts_on=DAY, ends_on=DAY)
        assert eventually(lambda: "津波警報" in visitor.get("/about/").text)
        with connection.cursor() as cursor:  # past every action
            cursor.execute("DELETE FROM portal_emergencybanner WHERE id = %s", [row.pk])
        assert eventually(lambda: "津波警報" not in visitor.get("/about/").text)
