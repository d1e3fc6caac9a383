import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.audit_log.queries import entries_of
from disaster.disasters.models import Disaster


def typed(**fields):
    """A filled form."""
    data = {"name": "見本の大雨", "date_precision": "day", "began_on": "2025-08-06", "source": "出典"}
    return data | fields


def test_the_secretariat_repairs_a_disaster(browser, secretariat):
    response = browser(secretariat).post("/admin/disaster/disaster/add/", typed())
    assert response.status_code == 302
    disaster = Disaster.objects.get()
    assert [entry.verb for entry in entries_of(disaster)] == ["disaster.disaster_created"]


def test_a_mistake_is_explained_and_nothing_is_written(browser, secretariat):
    response = browser(secretariat).post("/admin/disaster/disaster/add/", typed(began_on=""))
    assert response.status_code == 200
    assert "不詳" in response.content.decode()
    assert not Disaster.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_admin_pages_need_few_queries(browser, secretariat, make_disaster, number):
    client = browser(secretariat)
    for index_ in range(number):
        disaster = make_disaster(f"d{index_}")
    client.get(f"/admin/disaster/disaster/{disaster.pk}/change/")  # content types are cached for the process
    counts = []
    for path in ("", f"{disaster.pk}/change/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/disaster/disaster/{path}").status_code == 200
        counts.append(len(queries))
    assert counts == [9, 7]
