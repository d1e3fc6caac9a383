import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.audit_log.queries import entries_of
from disaster.disasters.models import AffectedArea, Disaster

PREFIXES = ("affected_areas", "marks")


def typed(rows=None, **fields):
    """A filled form; `rows` maps a prefix to (rows, how many of them exist)."""
    data = {
        "name": "見本の大雨",
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


def test_the_secretariat_writes_a_disaster_with_its_areas(browser, secretariat, sakai):
    rows = {
        "affected_areas": ([{"local_government": "271403", "source": "出典"}], 0),
    }
    response = browser(secretariat).post("/admin/disaster/disaster/add/", typed(rows))
    assert response.status_code == 302
    disaster = Disaster.objects.get()
    assert AffectedArea.objects.get().local_government == sakai.local_government
    assert [entry.verb for entry in entries_of(disaster)] == ["disaster.disaster_created"]


@pytest.mark.parametrize(
    ("rows", "fields", "words"),
    [
        ({}, {"began_on": ""}, "不詳"),
        (
            {"affected_areas": ([{"local_government": "中央区と港区", "source": "出典"}], 0)},
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


@pytest.mark.parametrize("number", [1, 3])
def test_admin_pages_need_few_queries(browser, secretariat, make_disaster, sakai, number):
    client = browser(secretariat)
    for index_ in range(number):
        disaster = make_disaster(f"d{index_}")
    AffectedArea.objects.create(disaster=disaster, local_government=sakai.local_government, source="x")
    client.get(f"/admin/disaster/disaster/{disaster.pk}/change/")  # content types are cached for the process
    counts = []
    for path in ("", f"{disaster.pk}/change/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/disaster/disaster/{path}").status_code == 200
        counts.append(len(queries))
    assert counts == [9, 9]
