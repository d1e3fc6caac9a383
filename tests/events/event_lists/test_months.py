import datetime
import re
from xml.etree import ElementTree

import pytest
import time_machine

from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from events.series.models import EventSeries


def day(text):
    return datetime.date.fromisoformat(text)


def cells(page):
    """{day of the month: what stands in its cell}"""
    found = re.findall(r'<td class="month__day[^>]*>\s*<p class="month__date">(\d+)<(.*?)</td>', page, re.S)
    return {int(number): text for number, text in found}


@pytest.fixture
def exhibition(make_event):
    event = make_event("堺の展示", starts_on=day("2026-01-09"), ends_on=day("2026-03-03"))
    for number in range(5):
        event.opening_rules.create(day=number, opens=datetime.time(10), closes=datetime.time(17))
    return event


def test_a_month_is_a_table_with_each_day_on_which_something_is_open(visitor, exhibition, make_event):
    make_event("二日間の催し", starts_on=day("2026-01-31"), ends_on=day("2026-02-01"))
    make_event("日は未定", starts_on=day("2026-01-01"), date_precision="month")
    page = visitor.get("/events/calendar/2026-01/").text
    found = cells(page)
    assert list(found) == list(range(1, 32))
    assert [number for number, text in found.items() if "堺の展示" in text] == [
        *(9, 13, 14, 15, 16, 19, 20, 21, 22, 23, 26, 27, 28, 29, 30)
    ]
    assert "month__continued" not in found[9]
    assert "3月3日(火)まで" in found[9]
    assert "month__continued" in found[13]
    assert "二日間の催し" in found[31]
    assert "日は未定" in page.partition("日が決まっていないもの")[2]
    assert page.count('scope="col"') == 7
    assert "/events/calendar/2025-12/" in page
    assert "/events/calendar/2026-02/" in page
    assert "month__continued" not in cells(visitor.get("/events/calendar/2026-02/").text)[2]


@time_machine.travel("2026-01-13 12:00+09:00")
def test_the_present_month_marks_today_and_keeps_the_filter(visitor, exhibition, make_event):
    make_event("講演", kind="lecture", starts_on=day("2026-01-14"))
    page = visitor.get("/events/calendar/?kind=lecture").text
    assert "講演" in page
    assert "堺の展示" not in page
    assert page.count('aria-current="date"') == 1
    assert "/events/calendar/2026-02/?kind=lecture" in page


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "0000-01", "9999-12", "1600-01"])
def test_a_month_that_no_calendar_has_is_404(visitor, db, month):
    assert visitor.get(f"/events/calendar/{month}/").status_code == 404


@pytest.mark.parametrize("month", ["1873-01", "2198-12", "2024-02"])
def test_the_first_and_last_months_are_there(visitor, db, month):
    assert visitor.get(f"/events/calendar/{month}/").status_code == 200


@time_machine.travel("2026-11-30 12:00+09:00")
def test_the_archive_goes_back_to_the_beginning_and_counts_each_year(visitor, make_event):
    make_event(starts_on=day("2014-09-01"), date_precision="month", kind="milestone")
    make_event(starts_on=day("2015-03-31"))
    page = visitor.get("/events/archive/").text
    assert [f"{year}" for year in range(2026, 2013, -1)] == re.findall(r"度 \((\d{4})\)", page)
    assert "2件" in page.partition("year=2014")[2]
    assert "year=2015" not in page


def test_a_series_shows_its_events_over_the_years(visitor, make_event):
    series = EventSeries.objects.create(name="魅力発信イベント", summary="毎年開く催しです。")
    for year in (2024, 2025):
        make_event(f"{year}年の催し", starts_on=datetime.date(year, 11, 8), series=series)
    page = visitor.get(series.get_absolute_url()).text
    assert page.index("2025年の催し") < page.index("2024年の催し")
    assert "毎年開く催しです。" in page


@time_machine.travel("2026-01-13 12:00+09:00")
def test_nothing_unpublished_is_in_any_list(visitor, browser, officer, make_event):
    series = EventSeries.objects.create(name="シリーズ")
    make_event("公開の催し", starts_on=day("2026-01-14"), series=series)
    draft = make_event("秘密の催し", draft=True, starts_on=day("2026-01-14"), series=series)
    refresh_index_now(draft)
    paths = ["/events/calendar/2026-01/", "/events/archive/", series.get_absolute_url()]
    paths += ["/events/feed.xml", "/events/?q=2026年1月14日", "/search/?q=秘密の催し"]
    for client in (visitor, browser(officer)):
        for path in paths:
            assert draft.get_absolute_url() not in client.get(path).text, path
        assert "1件" in client.get("/events/archive/").text
    for event in series.events.all():
        event.delete()
    assert visitor.get(series.get_absolute_url()).status_code == 404


def test_a_feed_follows_the_filter(visitor, make_event):
    make_event("展示")
    make_event("講演", kind="lecture")
    response = visitor.get("/events/feed.xml?kind=lecture")
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(response.content)  # noqa: S314  our own feed
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == ["講演"]
    assert "講演会" in feed.findtext(f"{atom}title")
    links = [link.get("href") for link in feed.findall(f"{atom}link")]
    assert all(link.endswith("?kind=lecture") for link in links)
    assert "feed.xml?kind=lecture" in visitor.get("/events/?kind=lecture").text


DATES = [
    *("令和7年11月8日", "2025年11月8日", "R7.11.8", "2025/11/8", "2025-11-08", "11月8日"),
    *("令和7年11月", "2025年11月"),
]


@pytest.mark.parametrize("typed", [*DATES, "令和７年１１月８日(土)", "2025年 11月"])
def test_a_date_finds_the_event_in_the_list(visitor, make_event, typed):
    make_event("魅力発信", starts_on=day("2025-11-08"), ends_on=day("2025-11-09"))
    make_event("ほか", starts_on=day("2025-10-08"))
    found = visitor.get("/events/", {"q": typed}).context["page"].rows
    assert [event.title for event in found] == ["魅力発信"]


@pytest.mark.parametrize("typed", ["2026年2月", "令和8年2月10日", "2月10日", "R8.2"])
def test_a_day_within_a_period_finds_it_too(visitor, exhibition, typed):
    found = visitor.get("/events/", {"q": typed}).context["page"].rows
    assert [event.title for event in found] == ["堺の展示"]


@pytest.mark.parametrize("typed", ["2月30日", "13月", "令和0年", "9999年1月", "2025年11月10日", "4.5"])
def test_a_day_that_is_none_finds_nothing(visitor, make_event, typed):
    make_event(starts_on=day("2025-11-08"))
    assert not visitor.get("/events/", {"q": typed}).context["page"].rows


@pytest.mark.parametrize("typed", [*DATES, "令和７年１１月９日"])
def test_a_date_finds_the_event_in_the_site_search(make_event, typed):
    event = make_event("魅力発信", starts_on=day("2025-11-08"), ends_on=day("2025-11-09"))
    refresh_index_now(event)
    assert [row.title for row in search_texts(typed, audiences=["public"]).rows] == ["魅力発信"]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/events/calendar/2026-01/", 3), ("/events/archive/", 1), ("series", 2), ("/events/feed.xml", 2)],
)
def test_queries_do_not_grow(visitor, make_event, django_assert_num_queries, path, queries, number):
    series = EventSeries.objects.create(name="シリーズ")
    for n in range(number):
        event = make_event(f"催し{n}", starts_on=day("2026-01-09"), series=series, venue="会場")
        event.hosts.create(name="主催")
        event.opening_rules.create(day=4, opens=datetime.time(10), closes=datetime.time(17))
    with django_assert_num_queries(queries):
        page = visitor.get(series.get_absolute_url() if path == "series" else path).text
    assert "催し" in page or f"{number}件" in page
