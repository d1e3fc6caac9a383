"""A page that visitors are given again is made anew after a change of what it shows, and of nothing else."""

import datetime
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, resolve
from django.utils import timezone
from psycopg import sql

from common.append_only.actions import record_new
from common.links.actions import link_records
from common.page_cache import caching, listening, triggers, values
from disaster.bulletins.models import Bulletin
from disaster.disasters.models import AffectedArea, Disaster
from disaster.figures.definitions import figure
from disaster.figures.scopes import Scope
from disaster.printed_figures.actions import print_figure
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import NOW
from events.calls.models import ExhibitorCall
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.participations.models import Participation
from events.programmes.models import ProgrammePart, Speaker
from events.reports.models import EventReport
from events.series.models import EventSeries
from events.sheets.models import ExhibitorSheet
from members.government_changes.actions import register_government_change
from members.local_governments.models import LocalGovernment
from members.metrics.models import Metric
from members.organizations.actions import end_membership
from members.organizations.models import Organization
from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue
from tests.government_cast import body, facts
from tests.kept_pages import named_tables, tables_read

pytestmark = pytest.mark.django_db
DAY = datetime.date(2025, 11, 8)


def public(model, **fields):
    return model.objects.create(state="published", published_at=timezone.now(), **fields)


@pytest.fixture
def event(sakai):
    event = public(Event, title="堺の展示", source="試験", kind="exhibition", starts_on=DAY)
    Headcount.objects.create(event=event, basis="people", number=10)
    Participation.objects.create(event=event, local_government=sakai.local_government)
    EventHost.objects.create(event=event, name="堺市", organization=sakai)
    OpeningRule.objects.create(event=event, day=5, opens=datetime.time(10), closes=datetime.time(17))
    SpecialDay.objects.create(event=event, day=DAY, note="開場式のため休み")
    ExhibitorCall.objects.create(event=event)
    part = ProgrammePart.objects.create(event=event, title="基調講演")
    Speaker.objects.create(part=part, name="堺 花子")
    Event.objects.filter(pk=event.pk).update(series=EventSeries.objects.create(name="全国連携展示"))
    event.refresh_from_db()
    return event


@pytest.fixture
def addresses(event, sakai, kushiro, secretariat):
    """An address of each kept page, with rows of every kind behind it."""
    now = timezone.now()
    ExhibitorSheet.objects.create(
        participation=event.participations.get(),
        headline="見出し",
        body="紹介文",
        state="confirmed",
        submitted_at=now,
        submitted_by=secretariat,
        submitted_by_name="名前",
        confirmed_at=now,
        confirmed_by=secretariat,
    )
    ended = body("甲町", "01902")
    Participation.objects.create(event=event, local_government=ended)
    change = facts("merger_into", datetime.date(2026, 1, 1), absorbing=kushiro.local_government)
    register_government_change(facts=change, predecessors=[ended], by=secretariat)
    disaster = public(Disaster, key="noto", name="見本の地震", began_on=DAY, source="試験")
    area = {"local_government": sakai.local_government, "source": "試験"}
    AffectedArea.objects.create(disaster=disaster, recorded_at=timezone.now(), **area)
    government = sakai.local_government
    told = {"kind": "recovery", "recipient_government": government, "sender_government": government}
    told["sender"] = "江東区"
    for model, version in ((SupportRecord, SupportRecordVersion), (Statement, StatementVersion)):
        record_new(version, [(model.objects.create(disaster=disaster), told | {"source": "試験"})], by=None)
    bulletin = public(Bulletin, disaster=disaster, number=1, title="状況", as_of=DAY, body="本文")
    scope = Scope(disaster=disaster.pk)
    where = {"medium": "bulletin", "medium_words": "第1報", "printed_on": DAY}
    bulletin.printed.add(print_figure(figure("records"), scope, NOW, by=secretariat, **where))
    Metric.objects.create(name="members", as_of="2026-03-30", value=1, source="試験")
    announcement = public(Announcement, title="件名", body="本文")
    issue = public(NewsIssue, volume=13, source="試験")
    article = Article.objects.create(
        issue=issue, order=1, kind="event", headline="記事", published_at=timezone.now()
    )
    EventReport.objects.create(
        event=event, body="報告", published_at=timezone.now(), published_by=secretariat
    )
    for other in (announcement, issue, article, disaster, sakai):
        link_records(one=event, other=other, by=secretariat)
    return [
        "/",
        "/about/",
        "/en/",
        "/events/",
        "/events/?when=past",
        "/events/?prefecture=大阪府&year=2025",
        f"/events/{event.pk}/",
        f"/events/{event.pk}/introductions/",
        f"/events/{event.pk}.ics",
        "/events/calendar.ics",
        "/events/calendar/",
        "/events/calendar/2025-11/?kind=exhibition",
        "/events/archive/",
        event.series.get_absolute_url(),
        "/events/feed.xml",
        "/disaster/",
        "/disaster/?type=dispatch",
        f"/disaster/{disaster.pk}/",
        bulletin.get_absolute_url(),
        "/disaster/statements/?q=区",
        "/disaster/tables/",
        f"/disaster/wards/{government.code}/",
        f"/disaster/municipalities/{government.code}/",
        f"/disaster/figures/recovery-unknown/?disaster={disaster.pk}",
        "/news/",
        f"/news/{announcement.pk}/",
        "/news/issues/",
        "/news/issues/13/",
        "/news/issues/13/1/",
        "/news/feed.xml",
        "/members/",
        "/members/?view=detail",
        sakai.get_absolute_url(),
    ]


def _kept_views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _kept_views(pattern.url_patterns)
        elif hasattr(pattern.callback, "tables"):
            yield pattern.callback


def test_every_kept_page_names_all_tables_that_it_reads(visitor, addresses):
    views = set()
    for path in addresses:
        view = resolve(path.partition("?")[0]).func
        views.add(view)
        assert visitor.get(path).status_code == 200, path  # tests/kept_pages.py compares them
        assert view.tables <= triggers.watched_tables()
    assert set(_kept_views(get_resolver().url_patterns)) - views == set(), (
        "kept pages that are not tried here"
    )


def test_what_several_pages_show_alike_names_all_tables_that_it_reads(addresses, event):
    alike = (
        "past_by_year",
        "event_prefectures",
        "prefectures_of_bodies",
        "member_numbers",
        "senders",
        "choices",
        *("published_figures", "country_map", "home_pictures", "home_events", "home_support", "home_news"),
    )
    disaster = Disaster.objects.get()
    keys = {
        "participants_of": [event.pk, ""],
        "around_records": [disaster.pk, None],
        "known_sums": [NOW],
        "standings_of": [""],
    }
    keys |= {"told_of_disasters": [(disaster.pk,), NOW], "figures_here": [disaster.pk, (disaster.pk,), NOW]}
    keys |= dict.fromkeys(alike, ())
    for answer in values.KEPT:
        with CaptureQueriesContext(connection) as queries:
            answer(AnonymousUser(), *keys.pop(answer.__name__))
        assert tables_read(queries) <= answer.tables, answer.__name__
    assert not keys


@pytest.mark.django_db(transaction=True)
def test_every_kept_page_is_made_anew_after_a_change_of_one_of_its_tables_alone(visitor, addresses):
    pages = caching._pages.kept
    pages.clear()
    for path in addresses:
        kept_view(visitor, path)
    assert len(pages) == len(addresses)
    for table in sorted(triggers.watched_tables()):
        before = listening.changes_heard()
        pages.update({address: kept._replace(heard=before) for address, kept in pages.items()})
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("DELETE FROM {} WHERE false").format(sql.Identifier(table)))
        assert eventually(lambda before=before: listening.changes_heard() > before), table
        for address in pages:
            is_kept = caching._kept(address, listening.changes_heard()) is not None
            assert is_kept == (table not in named_tables(address[4])), (address, table)


def test_the_page_of_an_event_links_no_member_that_left(visitor, event, sakai, secretariat):
    link = f'href="{sakai.get_absolute_url()}"'
    first = visitor.get(event.get_absolute_url())
    assert link in first.text
    end_membership(organization=sakai, by=secretariat, on=datetime.date(2026, 4, 1), reason="退会")
    again = visitor.get(event.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert link not in again.text
    assert "堺市" in again.text


@pytest.mark.django_db(transaction=True)
def test_an_unchanged_page_costs_no_query_and_shows_a_change(visitor, officer, browser, sakai):
    """Also a change past every action; who has a session sees it at once."""
    for path in ("/members/", sakai.get_absolute_url(), "/", "/about/"):
        visitor.get(path)  # the first view after a change may be made while nobody listens yet
        first = kept_view(visitor, path)
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(path).content == first.content
            tag = {"if-none-match": first["ETag"]}
            assert visitor.get(path, headers=tag).status_code == 304
        assert len(queries) == 0, path
    Organization.objects.filter(pk=sakai.pk).update(introduction="あたらしい紹介文")
    assert "あたらしい紹介文" in browser(officer).get(sakai.get_absolute_url()).text
    assert eventually(lambda: "あたらしい紹介文" in visitor.get(sakai.get_absolute_url()).text)


@pytest.mark.django_db(transaction=True)
def test_a_page_that_nobody_asked_for_yet_asks_nothing_that_another_has_asked(
    visitor, event, browser, officer
):
    """And shows a change: who has a session at once."""
    before = kept_view(visitor, f"{event.get_absolute_url()}?by=1")
    with CaptureQueriesContext(connection) as queries:
        assert "堺市" in visitor.get(f"{event.get_absolute_url()}?by=2").text
    assert "events_participationrole" not in tables_read(queries)
    assert Participation.objects.filter(event=event).delete()[0]
    assert "団体" not in browser(officer).get(event.get_absolute_url()).text
    assert eventually(lambda: visitor.get(event.get_absolute_url()).text != before.text)
    assert "出展・参加自治体" not in visitor.get(event.get_absolute_url()).text


@pytest.mark.django_db(transaction=True)
def test_what_disasters_show_alike_is_asked_once_and_goes_with_them(visitor, addresses):
    disaster = Disaster.objects.get()
    page = disaster.get_absolute_url()
    for path in ("/disaster/", page):
        assert "江東区" in kept_view(visitor, f"{path}?by=1").text
        with CaptureQueriesContext(connection) as queries:
            assert disaster.name in visitor.get(f"{path}?by=2").text
        assert "disaster_affectedarea" not in tables_read(queries)
    LocalGovernment.objects.filter(name="堺市").update(name="新堺市")
    assert eventually(lambda: "大阪府新堺市" in visitor.get(f"{page}?by=3").text)
    assert "大阪府新堺市" in visitor.get("/disaster/?by=3").text
    Disaster.objects.update(state="draft", published_at=None)
    assert eventually(lambda: visitor.get(f"{page}?by=4").status_code == 404)
    left = visitor.get("/disaster/?by=4").text
    assert disaster.name not in left
    assert "江東区" not in left


def kept_view(visitor, path):
    """The page as it is given from now on."""
    for _ in range(50):
        before = listening.changes_heard()
        page = visitor.get(path)
        if before is not None and before == listening.changes_heard():
            return page
        time.sleep(0.02)
    raise AssertionError(f"{path} is never kept")


def eventually(holds):
    """Within a second: PostgreSQL tells of a commit some milliseconds after it."""
    return any(holds() or time.sleep(0.02) for _ in range(50))
