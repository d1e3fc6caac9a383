"""Published figures of fixtures/metrics.csv; loading again never touches a row that is there."""

import datetime

from common.seed_data import first_day, read_rows
from members.metrics.models import Metric


def load_metrics() -> int:
    known = set(Metric.objects.values_list("name", "as_of"))
    new = []
    for row in read_rows("metrics.csv"):
        as_of, precision = partial_date(row["as_of"])
        if (row["name"], as_of) not in known:
            texts = {name: row[name] for name in ("name", "qualifier", "source")}
            new.append(Metric(as_of=as_of, precision=precision, value=int(row["value"]), **texts))
    return len(Metric.objects.bulk_create(new))


def partial_date(text: str) -> tuple[datetime.date, str]:
    """ "2014", "2018-08" or "2026-03-30" as the first day of it and how exactly it is known."""
    precision = (Metric.Precision.YEAR, Metric.Precision.MONTH, Metric.Precision.DAY)[text.count("-")]
    return first_day(text), precision
