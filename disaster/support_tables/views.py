"""Officers who were sent, as charts with their tables."""

from itertools import groupby

from django.shortcuts import render

from common.page_cache.caching import cached_for_visitors
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.disasters.queries import wholes_at
from disaster.figures.definitions import figure as figure_of
from disaster.figures.models import SupportSum
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import Moments
from disaster.support_tables import queries
from members.local_governments.models import LocalGovernment

tables_page = cached_for_visitors(
    Disaster, DisasterPeriod, LocalGovernment, SupportRecord, SupportRecordVersion, SupportSum
)


@tables_page
def support_tables(request):
    moments = Moments.read(request.GET)
    figure = figure_of("dispatch-heads")
    rows = queries.by_ward(figure, moments, wholes_at(moments.recorded))
    wards = [(ward, queries.total(found)) for ward, found in groupby(rows, key=lambda row: row["sender"])]
    years = queries.by_year(figure, moments)
    context = {
        "figure": figure,
        "moments": moments,
        "rows": rows,
        "years": years,
        "ward_bars": _bars(wards, figure.unit),
        "year_bars": _bars(years, figure.unit),
    }
    return render(request, "disaster/support_tables/support_tables.html", context)


def _bars(cells, unit) -> list[dict]:
    """Rows of components/bar_chart.html: the width is a percentage of the longest."""
    longest = max((cell.sent or 0 for _, cell in cells), default=0)
    return [
        {
            "label": label,
            "value": cell.sent,
            "unit": unit,
            "without": "確認中",
            "width": 100 * (cell.sent or 0) / longest if longest else 0,
        }
        for label, cell in cells
    ]
