from django.db.models import F

from common.seed_data import read_rows
from members.local_governments.models import LocalGovernment

# The website is only filled where it is unknown: the secretariat may have mended it since.
OFFICIAL_FIELDS = (
    "prefecture",
    "prefecture_kana",
    "name",
    "name_kana",
    "kind",
    "district",
    "designated_city",
    "source",
)


def load_local_governments() -> int:
    """The ministry's list; what the secretariat changed since (合併…) is neither undone nor revived."""
    # of several rows with one code the last one counts: the one in force
    known = {
        row.code: row for row in LocalGovernment.objects.order_by(F("abolished_on").asc(nulls_last=True))
    }
    new, changed = [], []
    for row in read_rows("local_governments.csv"):
        row["designated_city"] = row["designated_city"] == "1"
        government = known.get(row["code"])
        if government is None:
            new.append(LocalGovernment(**row))
        elif (
            government.is_in_force
            and not government.established_on
            and _update_official_fields(government, row)
        ):
            changed.append(government)
    LocalGovernment.objects.bulk_create(new, batch_size=1000)
    LocalGovernment.objects.bulk_update(changed, [*OFFICIAL_FIELDS, "website"], batch_size=500)
    return len(new) + len(changed)


def _update_official_fields(government, row) -> bool:
    differing = [name for name in OFFICIAL_FIELDS if getattr(government, name) != row[name]]
    for name in differing:
        setattr(government, name, row[name])
    if row["website"] and not government.website:
        government.website = row["website"]
        return True
    return bool(differing)
