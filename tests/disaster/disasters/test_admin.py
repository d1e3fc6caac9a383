import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.audit_log.queries import entries_of
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from disaster.disasters.models import AffectedArea, Disaster
from disaster.support_records.models import RecoveryPayment, StaffDispatch
from tests.disaster.disasters.test_views import give

PREFIXES = ("affected_areas", "payments", "dispatches", "goods", "others")
GIVEN = {"sender": "特別区（23区共同）", "source": "出典"}


def typed(rows=None, **fields):
    """A filled form; `rows` maps a prefix to (rows, how many of them exist)."""
    data = {
        "name": "見本の大雨",
        "key": "mihon",
        "date_precision": "day",
        "began_on": "2025-08-06",
        "source": "出典",
    }
    for prefix in PREFIXES:
        lines, existing = (rows or {}).get(prefix, ([], 0))
        data |= {
            f"{prefix}-TOTAL_FORMS": str(len(lines)),
            f"{prefix}-INITIAL_FORMS": str(existing),
        }
        for number, line in enumerate(lines):
            data |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return data | fields


def test_the_secretariat_writes_a_disaster_with_its_support(browser, secretariat, sakai, koto):
    rows = {
        "affected_areas": ([{"local_government": "271403", "source": "出典"}], 0),
        "payments": ([{"kind": "recovery", "amount_yen": "", "recipient": "大阪府堺市", **GIVEN}], 0),
        "dispatches": (
            [
                {
                    "length": "short",
                    "people": "3",
                    "people_basis": "headcount",
                    **GIVEN,
                    "sender": "江東区",
                    "sender_government": "江東区",
                    "recipient_government": "大阪府 堺市",
                }
            ],
            0,
        ),
    }
    response = browser(secretariat).post("/admin/disaster/disaster/add/", typed(rows))
    assert response.status_code == 302
    disaster = Disaster.objects.get()
    assert RecoveryPayment.objects.get().amount_yen is None
    dispatch = StaffDispatch.objects.get()
    assert dispatch.sender_government == koto.local_government
    assert dispatch.recipient_government == sakai.local_government
    assert AffectedArea.objects.get().local_government == sakai.local_government
    assert [entry.verb for entry in entries_of(disaster)] == ["disaster.disaster_created"]


@pytest.mark.parametrize(
    ("rows", "fields", "words"),
    [
        ({}, {"key": "大雨"}, "半角の英小文字"),
        ({}, {"began_on": ""}, "不詳"),
        ({"payments": ([{"kind": "recovery", "amount_yen": "0", **GIVEN}], 0)}, {}, "1円以上"),
        (
            {"goods": ([{**GIVEN, "recipient_government": "中央区と港区"}], 0)},
            {},
            "都道府県から入力するか",
        ),
    ],
)
def test_a_mistake_is_explained_and_nothing_is_written(browser, secretariat, rows, fields, words):
    response = browser(secretariat).post("/admin/disaster/disaster/add/", typed(rows, **fields))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Disaster.objects.exists()


def test_a_new_record_changes_the_page_and_the_search(browser, secretariat, visitor, make_disaster):
    disaster = make_disaster("mihon", name="見本の大雨", began_on=datetime.date(2025, 8, 6))
    tag = visitor.get(disaster.get_absolute_url())["ETag"]
    rows = {"goods": ([{"items": "毛布とタオル", **GIVEN}], 0)}
    path = f"/admin/disaster/disaster/{disaster.pk}/change/"
    assert browser(secretariat).post(path, typed(rows)).status_code == 302
    again = visitor.get(disaster.get_absolute_url(), headers={"if-none-match": tag})
    assert "毛布とタオル" in again.content.decode()
    refresh_index_now(disaster)
    assert search_texts("毛布とタオル", audiences=["public"]).rows


def test_a_record_of_the_seed_data_is_corrected_not_deleted(browser, secretariat, make_disaster):
    disaster = make_disaster("mihon")
    fact, own = (
        RecoveryPayment.objects.create(disaster=disaster, kind="recovery", fact_key=key, **GIVEN)
        for key in ("mihon-01", "")
    )
    lines = [
        {
            "id": row.pk,
            "disaster": disaster.pk,
            "kind": "recovery",
            "amount_yen": "3,763,390,000",
            "DELETE": "on",
            **GIVEN,
        }
        for row in (fact, own)
    ]
    path = f"/admin/disaster/disaster/{disaster.pk}/change/"
    assert browser(secretariat).post(path, typed({"payments": (lines, 2)})).status_code == 302
    assert list(RecoveryPayment.objects.values_list("fact_key", "amount_yen")) == [
        ("mihon-01", 3_763_390_000)
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_admin_pages_need_few_queries(browser, secretariat, make_disaster, sakai, kushiro, number):
    client = browser(secretariat)
    for index_ in range(number):
        disaster = make_disaster(f"d{index_}")
    for _ in range(number):
        give(disaster, kushiro.local_government, sender_government=sakai.local_government)
    AffectedArea.objects.create(disaster=disaster, local_government=sakai.local_government, source="x")
    client.get(f"/admin/disaster/disaster/{disaster.pk}/change/")  # content types are cached for the process
    counts = []
    for path in ("", f"{disaster.pk}/change/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/disaster/disaster/{path}").status_code == 200
        counts.append(len(queries))
    assert counts == [9, 11]
