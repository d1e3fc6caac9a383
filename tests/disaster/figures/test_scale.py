"""200 disasters, 20,000 records, 120,000 versions: a page reads no more than it has to."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disaster.disasters.models import Disaster
from disaster.figures.definitions import figure
from disaster.figures.scopes import Scope
from disaster.figures.values import compute, figures_told
from tests.disaster.bulk import fill_support

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = 3000  # blocks of 8 kB that one query may touch; the table of versions has more


def blocks(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}")
        plan = [row[0] for row in cursor.fetchall()]
    found = next(re.search(r"shared hit=(\d+)(?: read=(\d+))?", line) for line in plan if "Buffers" in line)
    return sum(int(number or 0) for number in found.groups())


def test_one_disaster_is_read_by_its_records(visitor):
    fill_support()
    disaster = Disaster.objects.get(key="bulk-77")
    heads = {each.figure.key: each for each in figures_told(Scope(disaster=disaster.pk))}["dispatch-heads"]
    assert heads.known + heads.unknown > 40
    [everywhere] = compute([figure("dispatch-heads")])
    assert everywhere.known + everywhere.unknown == 10_000
    days = ("", "&recorded=2023-06-01", "&on=2021-06-01")
    of_one = [f"?disaster={disaster.pk}{day}" for day in days]
    for address in ("dispatch-heads/", "recovery-joint/", "dispatch-wards/"):
        for asked in ("", *of_one):  # of all disasters: stored sums, and those that were touched lately
            with CaptureQueriesContext(connection) as queries:
                visitor.get(f"/disaster/figures/{address}{asked}")
            read = {each["sql"]: blocks(each["sql"]) for each in queries}
            assert {sql: number for sql, number in read.items() if number > MOST} == {}
