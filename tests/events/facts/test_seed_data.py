import csv
import time

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.attachments.queries import files_of
from common.outbox.models import OutgoingMail
from common.search.actions import refresh_index_now
from common.search.models import IndexedText
from common.search.queries import search_texts
from events.booths.queries import BoothCounts, count_booths
from events.event_lists.queries import recent_events, upcoming_events
from events.events.models import Event
from events.facts import seed_data
from events.headcounts.models import Headcount
from events.participations.models import Participation, ParticipationRole, RoleState
from events.series.models import EventSeries
from events.sheets.models import ExhibitorSheet, SheetState
from fixtures.sample import events, members
from members.organizations.seed_data import load_seed_data as load_members


def writes(queries):
    return [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_all_seed_data_are_loaded_with_their_source(local_governments):
    assert seed_data.load_seed_data() == {"イベント": 25, "人数": 5, "出展・参加自治体": 764}
    assert Event.objects.published().count() == 25
    assert not Event.objects.filter(source="").exists()
    with (settings.BASE_DIR / "fixtures/events.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            event = Event.objects.get(fact_key=row["key"])
            assert (event.title, event.source, event.note) == (row["title"], row["source"], row["note"])
            assert event.starts_on.isoformat().startswith(row["start"])
            assert event.date_precision == row["date_precision"]


def test_numbers_of_people_are_four_kinds(local_governments):
    seed_data.load_seed_data()
    found = {
        (count.event.fact_key, count.basis, count.number, count.label)
        for count in Headcount.objects.select_related("event")
    }
    assert found == {
        ("symposium-2016-04-26", "capacity", 130, ""),
        ("symposium-2016-04-26", "people", 164, "聴講者"),
        ("promotion-2019-10-26", "people", 57000, "2日間の来場者（5万7千人超）"),
        ("lecture-2021-08-19", "people", 135, "参加者"),
        ("promotion-2025-11-08", "visits", 1158, "2日間延べ"),
    }


def test_participants_are_those_the_seed_data_name(local_governments):
    seed_data.load_seed_data()
    named = Participation.objects.filter(event__fact_key="exhibition-2017-02-01")
    assert {part.local_government.full_name for part in named} == {
        "兵庫県赤穂市",
        "三重県津市",
        "北海道中標津町",
        "石川県志賀町",
    }
    assert Participation.objects.get(local_government__code="271403").event.is_published


def test_the_fairs_name_the_372_municipalities_of_the_agreements(local_governments):
    seed_data.load_seed_data()
    for key in ("promotion-2024-10-30", "promotion-2025-11-08"):
        assert Participation.objects.filter(event__fact_key=key).count() == 372
    others = Event.objects.exclude(fact_key__startswith="promotion-202")
    assert Participation.objects.filter(event__in=others).count() == 20


def test_what_the_newsletter_tells_of_three_events(local_governments):
    seed_data.load_seed_data()
    fair = Event.objects.get(fact_key="promotion-2025-11-08")
    assert ("パネル" in fair.body, "延べ1,158人" in fair.body, fair.venue.name) == (
        True,
        True,
        "がすてなーに ガスの科学館",
    )
    exhibition = Event.objects.get(fact_key="exhibition-2026-01-09")
    assert (exhibition.room, "タペストリー" in exhibition.body) == ("1階エントランスホール", True)
    exchange = Event.objects.get(fact_key="exchange-2026-03-12")
    parts = [(part.title, part.day.isoformat(), part.opens) for part in exchange.programme_parts.all()]
    assert parts == [
        ("港区の全国連携の取組について", "2026-03-12", None),
        ("情報交換会", "2026-03-12", None),
    ]


def test_hours_co_hosts_and_series_are_those_of_the_sources(local_governments):
    seed_data.load_seed_data()
    timed = Event.objects.get(starts_at__isnull=False)
    assert (timed.fact_key, f"{timed.starts_at:%H:%M}-{timed.ends_at:%H:%M}") == (
        "promotion-2024-10-30",
        "11:00-19:30",
    )
    assert list(timed.hosts.filter(role="co_host").values_list("name", flat=True)) == ["明治安田生命"]
    counts = {series.name: series.events.count() for series in EventSeries.objects.all()}
    assert counts == {
        "魅力発信イベント": 4,
        "全国連携展示": 2,
        "全国連携講演会": 1,
        "交流イベント": 1,
        "東北絆まつり": 2,
    }


def test_a_second_load_writes_nothing_and_keeps_what_was_edited(local_governments):
    seed_data.load_seed_data()
    edited = Event.objects.filter(fact_key="exhibition-2026-01-09")
    edited.update(title="直した題", state="draft", published_at=None)
    with CaptureQueriesContext(connection) as queries:
        started = time.process_time()
        assert set(seed_data.load_seed_data().values()) == {0}
        assert time.process_time() - started < 1
    assert writes(queries) == []
    assert edited.get().title == "直した題"


def test_search_finds_the_exhibition_by_the_reading_of_its_municipality(local_governments):
    seed_data.load_seed_data()
    for words in ("さかい", "堺", "物産展"):
        found = [row.title for row in search_texts(words, audiences=["public"]).rows]
        assert found, words
    assert "令和7年度第2回全国連携展示「東京で感じる堺」（大阪府堺市）" in [
        row.title for row in search_texts("さかい", audiences=["public"]).rows
    ]
    assert IndexedText.objects.count() == 25


def test_a_draft_leaves_the_index(local_governments, secretariat):
    seed_data.load_seed_data()
    event = Event.objects.get(fact_key="exhibition-2026-01-09")
    event.state, event.published_at = "draft", None
    event.save()
    refresh_index_now(event)
    assert search_texts("東京で感じる堺", audiences=["public"]).rows == []


def test_samples_are_marked_and_lie_ahead(local_governments):
    assert events.load() == {"見本のイベント": 5}
    assert events.load() == {"見本のイベント": 0}
    coming = upcoming_events(10)
    assert len(coming) == 5
    assert all(event.title.startswith("【見本】") and event.is_upcoming for event in coming)


def test_a_sample_shows_applications_and_sheets_in_each_state_and_booths(no_cast):
    load_members()
    members.load()
    events.load()
    event = Event.objects.get(fact_key="sample-exhibitors")
    roles = ParticipationRole.objects.filter(participation__event=event)
    assert set(roles.values_list("state", flat=True)) == set(RoleState.values)
    for offer in event.exhibitor_call.roles.all():
        assert offer.taken == roles.filter(role=offer.role, state=RoleState.ACCEPTED).count()
    sheets = ExhibitorSheet.objects.filter(participation__event=event)
    assert set(sheets.values_list("state", flat=True)) == set(SheetState.values)
    [waiting] = Event.objects.waiting_for_approval()
    assert waiting.owner
    [shown] = sheets.public()
    for owner in (event, shown):
        assert all(file.alt and file.rights.startswith("【見本】") for file in files_of(owner))
        assert files_of(owner)
    assert count_booths(event) == BoothCounts(booths=6, taken=3, waiting=2)
    assert not OutgoingMail.objects.exists()


def test_home_gets_published_events_without_steps(make_event):
    make_event("下書き", draft=True)
    make_event("あゆみ", kind="milestone")
    shown = make_event("展示")
    assert recent_events(5) == [shown]
    assert upcoming_events(5) == []
