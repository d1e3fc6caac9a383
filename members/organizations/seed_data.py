"""Real facts: local governments, the 23 wards, the secretariat and published figures, from fixtures/."""

import csv
import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from members.models import LocalGovernment, Metric, Organization

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
# The website is only filled where it is unknown: the secretariat may have mended it since.
OFFICIAL = (
    "prefecture",
    "prefecture_kana",
    "name",
    "name_kana",
    "kind",
    "district",
    "designated_city",
    "source",
)
SECRETARIATS = (
    ("特別区長会事務局", "とくべつくちょうかいじむきょく"),
    ("公益財団法人特別区協議会", "こうえきざいだんほうじんとくべつくきょうぎかい"),
)


def load() -> dict[str, int]:
    """Load all facts of this room; loading again writes nothing. Returns how many rows were written."""
    with transaction.atomic():
        return {
            "地方公共団体": load_local_governments(),
            "特別区・事務局": load_organizations(),
            "公表値": load_metrics(),
        }


def load_local_governments() -> int:
    """The ministry's list; what the secretariat changed since (合併…) is neither undone nor revived."""
    # of several rows with one code the last one counts: the one in force
    known = {
        row.code: row for row in LocalGovernment.objects.order_by(F("abolished_on").asc(nulls_last=True))
    }
    new, changed = [], []
    for row in _rows("local_governments.csv"):
        row["designated_city"] = row["designated_city"] == "1"
        government = known.get(row["code"])
        if government is None:
            new.append(LocalGovernment(**row))
        elif government.is_in_force and not government.established_on and _take_over(government, row):
            changed.append(government)
    LocalGovernment.objects.bulk_create(new, batch_size=1000)
    LocalGovernment.objects.bulk_update(changed, [*OFFICIAL, "website"], batch_size=500)
    return len(new) + len(changed)


def _take_over(government, row) -> bool:
    differing = [name for name in OFFICIAL if getattr(government, name) != row[name]]
    for name in differing:
        setattr(government, name, row[name])
    if row["website"] and not government.website:
        government.website = row["website"]
        return True
    return bool(differing)


def load_organizations() -> int:
    """The 23 wards run the project; when each joined is not published, so their date stays empty."""
    have = set(Organization.objects.special_wards().values_list("local_government_id", flat=True))
    current = LocalGovernment.objects.current()
    wards = current.filter(kind=LocalGovernment.Kind.SPECIAL_WARD).exclude(pk__in=have)
    new = [
        Organization(
            kind=Organization.Kind.SPECIAL_WARD,
            local_government=ward,
            prefecture=ward.prefecture,
            name=ward.name,
            name_kana=ward.name_kana,
            website=ward.website,
        )
        for ward in wards
    ]
    named = set(Organization.objects.filter(local_government=None).values_list("name", flat=True))
    new += [
        Organization(kind=Organization.Kind.SECRETARIAT, prefecture="東京都", name=name, name_kana=kana)
        for name, kana in SECRETARIATS
        if name not in named
    ]
    Organization.objects.bulk_create(new)
    return len(new)


def load_metrics() -> int:
    known = {(metric.name, metric.as_of): metric for metric in Metric.objects.all()}
    new, changed = [], []
    for row in _rows("metrics.csv"):
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
    parts = [int(part) for part in text.split("-")]
    precision = (Metric.Precision.YEAR, Metric.Precision.MONTH, Metric.Precision.DAY)[len(parts) - 1]
    return datetime.date(*[*parts, 1, 1][:3]), precision


def _rows(name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
