import csv
import time

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.search.queries import search_texts
from disaster.disasters import seed_data
from disaster.disasters.models import AffectedArea, Disaster
from disaster.disasters.queries import recent_disasters
from disaster.support_records import filters
from disaster.support_records.models import RecoveryPayment, StaffDispatch

MODELS = [model for _, model, _ in filters.TYPES.values()]


def test_all_seed_data_are_loaded_with_their_source(local_governments):
    assert seed_data.load_seed_data() == {"災害": 14, "支援の記録": 29, "被災自治体": 9}
    assert [model.objects.count() for model in MODELS] == [10, 17, 1, 1]
    rows = {row.fact_key: row for model in MODELS for row in model.objects.with_names()}
    with (settings.BASE_DIR / "fixtures/support.csv").open(encoding="utf-8", newline="") as file:
        for said in csv.DictReader(file):
            row = rows[said["key"]]
            assert (row.source, row.sender, row.recipient) == (
                said["source"],
                said["sender"],
                said["recipient"],
            )
            assert row.as_of.isoformat() == said["as_of"]
            code = row.recipient_government.code if row.recipient_government else ""
            assert code == said["recipient_code6"]


def test_money_and_donations_are_separate_and_unknown_stays_unknown(local_governments):
    seed_data.load_seed_data()
    payments = RecoveryPayment.objects
    assert sorted(payments.filter(kind="donation").values_list("amount_yen", flat=True)) == [
        1_000_000_000,
        3_763_390_000,
    ]
    assert payments.filter(kind="recovery", amount_yen__isnull=True).count() == 5
    assert Disaster.objects.get(key="fukushima-oki2022").began_on is None


def test_each_basis_is_kept_with_the_label_of_the_data(local_governments):
    seed_data.load_seed_data()
    assert dict(StaffDispatch.objects.order_by().values_list("people_basis_text", "people_basis")) == {
        "headcount": "headcount",
        "persons regardless of length of stay": "any_stay",
        "on dispatch": "on_dispatch",
        "FY2022 dispatch": "in_fiscal_year",
    }
    planned = StaffDispatch.objects.filter(is_planned=True)
    assert sorted(planned.values_list("sender", flat=True)) == ["墨田区", "墨田区", "江戸川区", "江東区"]
    assert StaffDispatch.objects.filter(sender_government__name="墨田区").count() == 3


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
    RecoveryPayment.objects.filter(fact_key="noto2024-01").update(amount_yen=1)
    with CaptureQueriesContext(connection) as queries:
        started = time.process_time()
        assert set(seed_data.load_seed_data().values()) == {0}
        assert time.process_time() - started < 1
    verbs = {query["sql"].split()[0] for query in queries}
    assert not verbs & {"INSERT", "UPDATE", "DELETE"}
    assert RecoveryPayment.objects.get(fact_key="noto2024-01").amount_yen == 1


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
