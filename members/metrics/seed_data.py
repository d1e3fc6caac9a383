import datetime

from common.seed_data import first_day, read_rows
from members.metrics.models import Metric


def load_metrics() -> int:
    known = {(metric.name, metric.as_of): metric for metric in Metric.objects.all()}
    new, changed = [], []
    for row in read_rows("metrics.csv"):
        as_of, precision = partial_date(row["as_of"])
        fields = {
            "precision": precision,
            "value": int(row["value"]),
            "qualifier": row["qualifier"],
            "source": row["source"],
        }
        metric = known.get((row["name"], as_of))
        if metric is None:
            new.append(Metric(name=row["name"], as_of=as_of, **fields))
        elif any(getattr(metric, name) != value for name, value in fields.items()):
            vars(metric).update(fields)
            changed.append(metric)
    Metric.objects.bulk_create(new)
    Metric.objects.bulk_update(changed, ["precision", "value", "qualifier", "source"])
    return len(new) + len(changed)


def partial_date(text: str) -> tuple[datetime.date, str]:
    """ "2014", "2018-08" or "2026-03-30" as the first day of it and how exactly it is known."""
    precision = (Metric.Precision.YEAR, Metric.Precision.MONTH, Metric.Precision.DAY)[text.count("-")]
    return first_day(text), precision
