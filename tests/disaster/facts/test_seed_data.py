import csv
import time

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.append_only.actions import correct
from common.search.queries import search_texts
from disaster.disasters.models import AffectedArea, Disaster
from disaster.disasters.queries import recent_disasters
from disaster.facts import seed_data
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import SupportRecordVersion


def told():
    """{key: current version} of all records and statements."""
    return {
        version.record.key: version
        for model in (SupportRecordVersion, StatementVersion)
        for version in model.objects.as_recorded().with_names()
    }


def test_all_seed_data_are_loaded_with_their_source(local_governments):
    assert seed_data.load_seed_data() == {"災害": 14, "個票": 20, "公表値": 12, "被災自治体": 9}
    rows = told()
    with (settings.BASE_DIR / "fixtures/support.csv").open(encoding="utf-8", newline="") as file:
        for said in csv.DictReader(file):
            row = rows.pop(said["key"])
            assert isinstance(row, StatementVersion) == (said["kind"] == "statement")
            for name in ("source", "sender", "recipient", "derived"):
                assert getattr(row, name) == said[name]
            assert row.as_of.isoformat() == said["as_of"]
            code = row.recipient_government.code if row.recipient_government else ""
            assert code == said["recipient_code6"]
            assert str(row.people or 0) == (said["people"] or "0")
            assert row.is_partial == bool(said["coverage"])
    assert not rows


def test_money_and_donations_are_separate_and_unknown_stays_unknown(local_governments):
    seed_data.load_seed_data()
    donations = StatementVersion.objects.filter(kind="donation")
    assert sorted(donations.values_list("amount_yen", "giver")) == [
        (1_000_000_000, "joint"),
        (3_763_390_000, "wards"),
    ]
    payments = SupportRecordVersion.objects.filter(kind="recovery")
    assert payments.filter(amount_yen__isnull=True).count() == 5
    assert sorted(payments.exclude(amount_yen=None).values_list("amount_yen", flat=True)) == [
        3_000_000,
        5_000_000,
        30_000_000,
    ]
    assert Disaster.objects.get(key="fukushima-oki2022").began_on is None


def test_7201_is_one_statement_with_its_parts_by_state(local_governments):
    seed_data.load_seed_data()
    whole = Statement.objects.get(key="higashinihon2011-total")
    parts = StatementVersion.objects.as_recorded().filter(part_of=whole)
    assert sorted(parts.values_list("state", "people")) == [("ended", 7190), ("on_duty", 11), ("planned", 0)]
    assert whole.versions.get().people == 7201
    assert set(parts.values_list("basis", "window")) == {("any_stay", "since_onset")}


def test_state_and_window_are_no_ways_of_counting(local_governments):
    seed_data.load_seed_data()
    planned = SupportRecordVersion.objects.filter(state="planned")
    assert sorted(planned.values_list("sender", flat=True)) == ["墨田区", "墨田区", "江戸川区", "江東区"]
    yearly = StatementVersion.objects.filter(window="fiscal_year")
    assert set(yearly.values_list("fiscal_year", "basis")) == {(2022, "unknown")}
    assert SupportRecordVersion.objects.filter(sender_government__name="墨田区").count() == 3


def test_areas_are_the_recipients_with_a_code(local_governments):
    seed_data.load_seed_data()
    areas = AffectedArea.objects.filter(disaster__key="noto2024").select_related("local_government")
    assert [area.local_government.full_name for area in areas] == [
        "新潟県",
        "富山県",
        "石川県",
        "石川県七尾市",
        "石川県輪島市",
    ]


def test_a_second_load_writes_nothing_and_keeps_what_was_edited(local_governments):
    seed_data.load_seed_data()
    Disaster.objects.filter(key="noto2024").update(name="直した名称")
    correct(told()["noto2024-01"], {"amount_yen": 1}, reason="information", words="試験", by=None)
    with CaptureQueriesContext(connection) as queries:
        started = time.process_time()
        assert set(seed_data.load_seed_data().values()) == {0}
        assert time.process_time() - started < 1
    verbs = {query["sql"].split()[0] for query in queries}
    assert not verbs & {"INSERT", "UPDATE", "DELETE"}
    assert told()["noto2024-01"].amount_yen == 1


def test_search_finds_a_disaster_by_giver_receiver_and_job(local_governments):
    seed_data.load_seed_data()
    for words in ("ななお", "七尾市", "罹災証明書", "すみだ", "災害廃棄物"):
        found = [row.title for row in search_texts(words, audiences=["public"]).rows]
        assert "令和6年能登半島地震" in found, words


def test_home_gets_the_newest(make_disaster, local_governments):
    make_disaster("draft", draft=True)
    seed_data.load_seed_data()
    newest = recent_disasters(2)
    assert [disaster.key for disaster in newest] == ["r7-0806", "r7-t15"]
