"""Disasters and support of fixtures/; a row that is there is the secretariat's: loading never touches it."""

from django.db import models, transaction
from django.utils import timezone

from common import seed_data
from common.append_only.actions import record_new, recording_moment
from common.publication.models import PublicationState
from common.search.actions import refresh_index_all
from disaster.disasters.models import AffectedArea, Disaster
from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import (
    Basis,
    Giver,
    Kind,
    Length,
    State,
    SupportRecord,
    SupportRecordVersion,
    Window,
)
from members.local_governments.models import LocalGovernment

LENGTH = {"staff_short": Length.SHORT, "staff_long": Length.LONG, "staff_all": Length.ALL}
BASIS = {
    "": "",
    "heads_over_batches": Basis.HEADS,
    "people_regardless_of_stay": Basis.ANY_STAY,
    "unknown": Basis.UNKNOWN,
}
STATE = {"": State.NONE, "none": State.NONE} | {
    name: State(name) for name in ("planned", "on_duty", "ended", "cancelled")
}
GIVER = {"特別区（23区共同）": Giver.JOINT, "特別区（各区計）": Giver.WARDS}


@transaction.atomic
def load_seed_data() -> dict[str, int]:
    """Load what is missing; returns how many rows were written. Members come first."""
    disasters = _load_disasters()
    rows = seed_data.read_rows("support.csv")
    records = _load(SupportRecord, SupportRecordVersion, [row for row in rows if row["kind"] == "fact"])
    statements = _load(Statement, StatementVersion, [row for row in rows if row["kind"] == "statement"])
    versions = [*records, *statements]
    areas = _load_areas(versions)
    touched = {version.record.disaster for version in versions if version.record.disaster_id}
    refresh_index_all(Disaster, {*disasters, *touched})
    return {
        "災害": len(disasters),
        "個票": len(records),
        "公表値": len(statements),
        "被災自治体": areas,
    }


def _load_disasters() -> list[Disaster]:
    known = set(Disaster.objects.values_list("key", flat=True))
    return Disaster.objects.bulk_create(
        Disaster(
            key=row["disaster_id"],
            name=row["name"],
            began_on=seed_data.first_day(row["began_on"]),
            date_precision=row["date_precision"],
            source=row["source"],
            state=PublicationState.PUBLISHED,
            published_at=timezone.now(),
        )
        for row in seed_data.read_rows("disasters.csv")
        if row["disaster_id"] not in known
    )


def _load(of: type[models.Model], version: type[models.Model], rows: list[dict]) -> list:
    known = set(of.objects.exclude(key="").values_list("key", flat=True))
    rows = [row for row in rows if row["key"] not in known]
    if not rows:
        return []
    disasters = {disaster.key: disaster for disaster in Disaster.objects.all()}
    records = of.objects.bulk_create(
        of(key=row["key"], disaster=disasters[row["disaster_id"]] if row["disaster_id"] else None)
        for row in rows
    )
    wholes = dict(of.objects.values_list("key", "pk")) if of is Statement else {}
    recipients = LocalGovernment.objects.by_codes({row["recipient_code6"] for row in rows})
    wards = _wards(rows)
    told = []
    for record, row in zip(records, rows, strict=True):
        facts = _told(row, record.disaster, recipients, wards)
        if of is Statement:
            facts["part_of_id"] = wholes[row["part_of"]] if row["part_of"] else None
        told.append((record, facts))
    return record_new(version, told, by=None)


def _wards(rows) -> dict[str, LocalGovernment]:
    """The special wards that are named as senders."""
    wards = LocalGovernment.objects.filter(
        kind=LocalGovernment.Kind.SPECIAL_WARD, name__in={row["sender"] for row in rows}
    )
    return {ward.name: ward for ward in wards}


def _told(row, disaster, recipients, wards) -> dict[str, object]:
    as_of = seed_data.first_day(row["as_of"])
    day = as_of or (disaster.began_on if disaster else None)
    ward = wards.get(row["sender"])
    kind = _kind(row)
    in_words = kind in (Kind.GOODS, Kind.WASTE)
    return {
        "kind": kind,
        "giver": Giver.WARD if ward else GIVER.get(row["sender"], Giver.UNKNOWN),
        "sender": row["sender"],
        "sender_government": ward,
        "recipient": row["recipient"],
        "recipient_government": _recipient(row, recipients, day),
        "amount_yen": seed_data.optional_int(row["amount_yen"]),
        "people": seed_data.optional_int(row["people"]),
        "basis": BASIS[row["basis"]],
        "state": STATE[row["state"]],
        **_window(row),
        "period_start": seed_data.first_day(row["period_start"]),
        "period_end": seed_data.first_day(row["period_end"]),
        "length": LENGTH.get(row["support_type"], ""),
        "job": row["job"],
        "content": row["note"].removeprefix("品目別数量あり（").removesuffix("）") if in_words else "",
        "note": "" if in_words or row["note"] == kind.label else row["note"],
        "derived": row["derived"],
        "is_partial": row["coverage"].startswith("partial"),
        "coverage": row["coverage"].removeprefix("partial: "),
        "as_of": as_of,
        "source": row["source"],
    }


def _kind(row) -> Kind:
    if row["support_type"] == "money":
        return Kind.DONATION if "義援金" in row["note"] else Kind.RECOVERY
    return {"goods": Kind.GOODS, "waste": Kind.WASTE}.get(row["support_type"], Kind.STAFF)


def _window(row) -> dict[str, object]:
    if row["window"].startswith("fiscal_year "):
        return {"window": Window.FISCAL_YEAR, "fiscal_year": int(row["window"].split()[1])}
    named = {"from-to": Window.PERIOD, "since onset": Window.SINCE_ONSET, "": Window.NONE}
    return {"window": named[row["window"]]}


def _recipient(row, recipients, day) -> LocalGovernment | None:
    if not row["recipient_code6"]:
        return None
    if (found := recipients.get(row["recipient_code6"], day)) is None:
        # a mistake in the order of loading, not an unknown
        raise LookupError(f"no local government with the code {row['recipient_code6']}")
    return found


def _load_areas(versions) -> int:
    """A municipality that a record names as recipient was struck; the record's source tells so."""
    named = {
        (version.record.disaster_id, version.recipient_government_id): version.source
        for version in reversed(versions)
        if version.recipient_government_id and version.record.disaster_id
    }
    known = set(AffectedArea.objects.values_list("disaster_id", "local_government_id"))
    moment = recording_moment(AffectedArea)
    areas = [
        AffectedArea(disaster_id=disaster, local_government_id=government, source=source, recorded_at=moment)
        for (disaster, government), source in named.items()
        if (disaster, government) not in known
    ]
    return len(AffectedArea.objects.bulk_create(areas))
