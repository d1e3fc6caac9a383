import csv
import time

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.search.actions import refresh_index_now
from common.search.models import IndexedText
from common.search.queries import search_texts
from events.event_lists.queries import recent_events, upcoming_events
from events.events.models import Event, Headcount
from events.facts import seed_data
from events.participations.models import Participation
from fixtures.sample import events


def writes(queries):
    return [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_all_seed_data_are_loaded_with_their_source(local_governments):
    assert seed_data.load_seed_data() == {"イベント": 25, "人数": 5, "出展・参加自治体": 20}
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
    assert events.load() == {"見本のイベント": 4}
    assert events.load() == {"見本のイベント": 0}
    coming = upcoming_events(10)
    assert len(coming) == 4
    assert all(event.title.startswith("【見本】") and event.is_upcoming for event in coming)


def test_home_gets_published_events_without_steps(make_event):
    make_event("下書き", draft=True)
    make_event("あゆみ", kind="milestone")
    shown = make_event("展示")
    assert recent_events(5) == [shown]
    assert upcoming_events(5) == []
