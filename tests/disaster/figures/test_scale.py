"""200 disasters, 20,000 records, 120,000 versions: a page reads no more than it has to."""

import pytest

from disaster.disasters.models import Disaster
from disaster.figures.definitions import figure
from disaster.figures.scopes import Scope
from disaster.figures.values import compute, figures_told
from tests.disaster.bulk import fill_support
from tests.growth import rows_visited

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = 50_000  # rows that one query may look at: a join may walk 20,000 records twice, not 120,000 versions
OF_ONE = 3_000  # of a disaster with 100 records, 600 versions, beside the register of all disasters
ADDRESSES = ("dispatch-heads/", "recovery-joint/", "dispatch-wards/")


def test_one_disaster_is_read_by_its_records(visitor):
    fill_support()
    disaster = Disaster.objects.get(key="bulk-77")
    heads = {each.figure.key: each for each in figures_told(Scope(disaster=disaster.pk))}["dispatch-heads"]
    assert heads.known + heads.unknown > 40
    [everywhere] = compute([figure("dispatch-heads")])
    assert everywhere.known + everywhere.unknown == 10_000
    days = ("", "&recorded=2023-06-01", "&on=2021-06-01")
    of_one = [f"?disaster={disaster.pk}{day}" for day in days]
    for address in ADDRESSES:
        for asked in ("", *of_one):  # of all disasters: stored sums, and those that were touched lately
            read = rows_visited(lambda asked=f"/disaster/figures/{address}{asked}": visitor.get(asked))
            assert read
            # PostgreSQL 15 finds what was superseded until a recorded day by that day: 31,000 rows
            most = OF_ONE if asked and "recorded" not in asked else MOST
            assert {sql: number for sql, number in read.items() if number > most} == {}
