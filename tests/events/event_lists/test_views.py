import datetime

import pytest
import time_machine
from django.urls import reverse

from events.event_lists.filters import EventFilter
from events.events.models import Event
from events.headcounts.models import Headcount
from events.participations.models import Participation


def day(text):
    return datetime.date.fromisoformat(text)


def titles(response):
    return [event.title for event in [*response.context["coming"], *response.context["page"].rows]]


@pytest.fixture
def cast(visitor, browser, officer, ward_officer, secretariat):
    return {
        "visitor": visitor,
        "officer": browser(officer),
        "ward": browser(ward_officer),
        "secretariat": browser(secretariat),
    }


def test_everybody_reads_what_is_published_and_only_the_secretariat_drafts(cast, make_event):
    public, draft = make_event("公開の展示"), make_event("下書きの展示", draft=True)
    for name, client in cast.items():
        expected = 200 if name == "secretariat" else 404
        assert client.get(public.get_absolute_url()).status_code == 200
        assert client.get(draft.get_absolute_url()).status_code == expected, name
        assert client.get(f"/events/{draft.pk}.ics").status_code == expected, name
        response = client.get("/events/")
        assert response.status_code == 200
        assert ("下書きの展示" in response.content.decode()) == (name == "secretariat")


def test_feed_and_calendar_hold_no_draft_even_for_the_secretariat(cast, make_event):
    make_event("下書きの展示", draft=True)
    for path in ("/events/feed.xml", "/events/calendar.ics"):
        assert "下書き" not in cast["secretariat"].get(path).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "year=abc",
        "year=99999999999999999999",
        "year=²",
        "page=-1",
        "page=99999999999",
        "page=x",
        "kind=x",
        "when=x",
        "prefecture=x",
        "prefecture=%00",
        "q=%00",
        "q=%ED%A0%80",
        "q=%27%25_%5C",
        "q=" + "堺" * 3000,
        "kind=%FF&kind=lecture",
    ],
)
def test_nonsense_in_the_address_is_no_filter_and_never_an_error(visitor, make_event, query):
    make_event()
    assert visitor.get(f"/events/?{query}").status_code == 200
    sheet = visitor.get(f"/events/list.xlsx?{query}")
    assert sheet.status_code == 200
    assert sheet.getvalue()  # read to the end, its file is closed


def test_many_words_are_no_heavier_than_a_few(db):
    """Fifty words of one letter were compared one by one with every text of every event."""

    def compared(words):
        return str(EventFilter(q=words).narrow(Event.objects.all()).query).count("jnorm")

    letters = [chr(0x3042 + i) for i in range(50)]
    assert compared(" ".join(letters)) == compared(" ".join(letters[:8]))


@pytest.mark.parametrize("path", ["99999999999999999999999", "0", "4711"])
def test_an_event_that_is_not_there_is_404(visitor, db, path):
    assert visitor.get(f"/events/{path}/").status_code == 404
    assert visitor.get(f"/events/{path}.ics").status_code == 404


@time_machine.travel("2026-11-22 12:00+09:00")
def test_filters_each_and_together(visitor, make_event, sakai):
    shown = make_event("堺の展示", starts_on=day("2026-01-09"), venue="東京区政会館", prefecture="大阪府")
    make_event("講演", kind="lecture", starts_on=day("2021-08-19"), host="特別区協議会")
    coming = make_event("物産展", kind="ward_event", starts_on=day("2026-12-05"))
    Participation.objects.create(event=coming, local_government=sakai.local_government)

    def found(query):
        return titles(visitor.get(f"/events/?{query}"))

    assert found("") == ["物産展", "堺の展示", "講演"]
    assert found("kind=lecture") == ["講演"]
    assert found("year=2025") == ["堺の展示"]
    assert found("year=２０２５") == ["堺の展示"]
    assert found("when=upcoming") == ["物産展"]
    assert found("when=past") == ["堺の展示", "講演"]
    assert found("prefecture=大阪府") == ["物産展", "堺の展示"]
    assert found("prefecture=大阪府&when=past&kind=exhibition") == ["堺の展示"]
    assert found("q=ｻｶｲ") == ["物産展"]
    assert found("q=区政会館 堺") == ["堺の展示"]
    assert found("q=協議会") == ["講演"]
    assert found("q=どこにもない") == []
    assert shown.get_absolute_url() in visitor.get("/events/?year=2025").content.decode()


def test_without_a_coming_event_the_page_says_so_and_offers_the_past(visitor, make_event):
    make_event("昔の展示", starts_on=day("2017-02-01"))
    page = visitor.get("/events/").content.decode()
    assert "まだ掲載していません" in page
    assert "昔の展示" in page
    assert "平成28年度 (2016)" in page
    only = visitor.get("/events/?when=upcoming").content.decode()
    assert "条件に合う催しはありません" in only


@time_machine.travel("2026-11-22 12:00+09:00")
def test_more_than_six_coming_events_are_offered_on_a_page_of_their_own(visitor, make_event):
    for number in range(7):
        make_event(f"催し{number}", starts_on=day("2026-12-01") + datetime.timedelta(days=number))
    response = visitor.get("/events/")
    assert len(response.context["coming"]) == 6
    assert "これからの催しをすべて見る" in response.content.decode()
    assert visitor.get("/events/?when=upcoming").context["page"].count == 7


def test_unknown_is_said_and_numbers_keep_the_label_of_their_source(visitor, make_event):
    event = make_event(starts_on=day("2015-10-01"), date_precision="month")
    page = visitor.get(event.get_absolute_url()).content.decode()
    assert "平成27年10月（日は不詳）" in page
    assert page.count("会場、主催、来場者数は、記録を確認中です。") == 1
    assert "iCalendar" not in page
    Headcount.objects.create(event=event, basis="visits", number=1158, label="2日間延べ")
    Headcount.objects.create(event=event, basis="capacity", number=130)
    event.save()  # as the admin does with every number
    page = visitor.get(event.get_absolute_url()).content.decode()
    assert "1,158人" in page
    assert "2日間延べ" in page
    assert "130人" in page
    assert "1,288" not in page
    undated = make_event(starts_on=None, date_precision="unknown")
    assert "日付不詳" in visitor.get(undated.get_absolute_url()).content.decode()


def test_participants_link_to_their_page_where_they_are_members(visitor, make_event, sakai, kushiro):
    kushiro.withdrawn_on = day("2024-03-31")
    kushiro.save()
    event = make_event()
    for organization in (sakai, kushiro):
        Participation.objects.create(event=event, local_government=organization.local_government)
    participants = visitor.get(event.get_absolute_url()).context["participants"]
    assert [(group.name, group.items) for group in participants.prefectures] == [
        ("北海道", '<li data-reading="くしろし">釧路市</li>'),
        ("大阪府", '<li data-reading="さかいし"><a href="/members/271403/">堺市</a></li>'),
    ]


def _fill(make_event, sakai, kushiro, number):
    for index in range(number):
        event = make_event(f"展示{index}", starts_on=day("2020-01-01") + datetime.timedelta(days=400 * index))
        coming = make_event(f"予定{index}", starts_on=day("2090-01-01"))
        for organization in (sakai, kushiro):
            Participation.objects.create(event=event, local_government=organization.local_government)
            Participation.objects.create(event=coming, local_government=organization.local_government)
        Headcount.objects.create(event=event, basis="people", number=10)


@pytest.mark.parametrize(
    ("path", "queries"), [("/events/", 5), ("/events/list.xlsx", 4), ("/events/calendar.ics", 5)]
)
@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    visitor, make_event, sakai, kushiro, django_assert_num_queries, path, queries, number
):
    _fill(make_event, sakai, kushiro, number)
    with django_assert_num_queries(queries):
        response = visitor.get(path)
    assert response.status_code == 200
    assert response.getvalue()  # read to the end, its file is closed


def test_what_is_over_is_counted_with_what_has_no_date_and_without_drafts(
    visitor, browser, secretariat, make_event
):
    make_event("終わった", starts_on=day("2020-01-01"))
    make_event("日付なし", starts_on=None, date_precision="unknown")
    make_event("これから", starts_on=day("2090-01-01"))
    make_event("下書き", starts_on=day("2021-01-01"), draft=True)
    assert '<p class="meta">2件</p>' in visitor.get("/events/").content.decode()
    assert '<p class="meta">3件</p>' in browser(secretariat).get("/events/?when=past").content.decode()
    assert '<p class="meta">1件</p>' in visitor.get("/events/?when=upcoming").content.decode()
    assert '<p class="meta">1件</p>' in visitor.get("/events/?year=2019").content.decode()


def test_an_unchanged_page_is_304_until_something_changes(visitor, browser, officer, make_event):
    event = make_event("はじめの題")
    for path in ("/events/", event.get_absolute_url()):
        tag = visitor.get(path)["ETag"]
        again = visitor.get(path, headers={"if-none-match": tag})
        assert again.status_code == 304
        assert "Cookie" in again["Vary"]
        assert browser(officer).get(path, headers={"if-none-match": tag}).status_code == 200
    event.title = "新しい題"
    event.save()
    for path in ("/events/", event.get_absolute_url()):
        assert visitor.get(path, headers={"if-none-match": tag}).status_code == 200
    tag = visitor.get("/events/")["ETag"]
    make_event("増えた展示")
    assert visitor.get("/events/", headers={"if-none-match": tag}).status_code == 200
    tag = visitor.get("/events/")["ETag"]
    Event.objects.get(title="増えた展示").delete()
    assert visitor.get("/events/", headers={"if-none-match": tag}).status_code == 200


def test_a_page_changes_with_the_day(visitor, make_event):
    make_event(starts_on=day("2026-12-15"))
    with time_machine.travel("2026-12-15 12:00+09:00"):
        tag = visitor.get("/events/")["ETag"]
    with time_machine.travel("2026-12-16 12:00+09:00"):
        response = visitor.get("/events/", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert response.context["coming"] == []


def test_only_reading_is_possible(visitor, db):
    for name in ("event-list", "event-sheet", "calendar", "event-feed"):
        assert visitor.post(reverse(f"events:{name}")).status_code == 405


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("title", "新しい名称", "新しい名称"),
        ("kind", Event.Kind.LECTURE, "講演会"),
        ("starts_on", day("2025-10-01"), "10月1日"),
        ("ends_on", day("2025-12-03"), "12月3日"),
        ("room", "展示室", "会場 展示室"),
        ("attendance_mode", Event.AttendanceMode.ONLINE, "会場 オンライン"),
        ("holding", Event.Holding.CANCELLED, "中止"),
    ],
)
def test_a_row_of_the_list_changes_with_what_it_shows(visitor, make_event, field, value, shown):
    """Rows are drawn once for all that show the same."""
    event = make_event(host="堺市")
    before = visitor.get("/events/").text
    assert "主催 堺市" in before
    Event.objects.filter(pk=event.pk).update(**{field: value})
    after = visitor.get("/events/").text
    assert (after.count(shown), after != before) == (before.count(shown) + 1, True)


def test_a_row_of_the_list_changes_with_its_hosts_and_its_publication(
    visitor, browser, secretariat, make_event
):
    event = make_event()
    client = browser(secretariat)
    assert "下書き" not in client.get("/events/").text
    for position, name, role in ((3, "港区", "host"), (1, "江東区", "host"), (2, "堺市", "partner")):
        event.hosts.create(name=name, role=role, position=position)
    assert f"主催 {event.host}<" in visitor.get("/events/").text
    assert event.host == "江東区・港区"
    Event.objects.filter(pk=event.pk).update(state="draft", published_at=None)
    assert "下書き" in client.get("/events/").text


def test_prefectures_to_choose_are_of_events_that_the_reader_sees(
    visitor, browser, secretariat, make_event, sakai, kushiro
):
    for event, body in ((make_event(prefecture="青森県"), kushiro), (make_event(draft=True), sakai)):
        Participation.objects.create(event=event, local_government=body.local_government)
    chosen = visitor.get("/events/").context["prefectures"]
    assert chosen == ["北海道", "青森県"]
    assert browser(secretariat).get("/events/").context["prefectures"] == [*chosen, "大阪府"]
