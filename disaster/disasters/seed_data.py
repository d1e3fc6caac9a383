"""Disasters and support of fixtures/; a row that is there is the secretariat's: loading never touches it."""

from django.db import transaction
from django.utils import timezone

from common import seed_data
from common.publication.models import PublicationState
from common.search.actions import refresh_index_all
from disaster.disasters.models import AffectedArea, Disaster
from disaster.support_records.models import OtherSupport, RecoveryPayment, ReliefGoods, StaffDispatch
from members.local_governments.models import LocalGovernment

LENGTH = {
    "staff_short": StaffDispatch.Length.SHORT,
    "staff_long": StaffDispatch.Length.LONG,
    "staff_all": StaffDispatch.Length.ALL,
}
BASIS = {
    "headcount": StaffDispatch.Basis.HEADCOUNT,
    "persons regardless of length of stay": StaffDispatch.Basis.ANY_STAY,
    "on dispatch": StaffDispatch.Basis.ON_DISPATCH,
    "FY2022 dispatch": StaffDispatch.Basis.IN_FISCAL_YEAR,
}
SUPPORT_MODELS = (RecoveryPayment, StaffDispatch, ReliefGoods, OtherSupport)


@transaction.atomic
def load_seed_data() -> dict[str, int]:
    """Load what is missing; returns how many rows were written. Members come first."""
    disasters = _load_disasters()
    loaded = set()
    for model in SUPPORT_MODELS:
        loaded.update(model.objects.exclude(fact_key="").values_list("fact_key", flat=True))
    rows = [row for row in seed_data.read_rows("support.csv") if row["key"] not in loaded]
    by_key = {disaster.key: disaster for disaster in Disaster.objects.all()} if rows else {}
    recipients = LocalGovernment.objects.by_codes({row["recipient_code6"] for row in rows})
    wards = _wards(rows)
    supports = [_support(row, by_key[row["disaster_id"]], recipients, wards) for row in rows]
    for model in SUPPORT_MODELS:
        model.objects.bulk_create(support for support in supports if type(support) is model)
    areas = _load_areas(supports)
    refresh_index_all(Disaster, {*disasters, *(support.disaster for support in supports)})
    return {"災害": len(disasters), "支援の記録": len(supports), "被災自治体": areas}


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


def _wards(rows) -> dict[str, LocalGovernment]:
    """The special wards that are named as senders."""
    wards = LocalGovernment.objects.filter(
        kind=LocalGovernment.Kind.SPECIAL_WARD, name__in={row["sender"] for row in rows}
    )
    return {ward.name: ward for ward in wards}


def _support(row, disaster, recipients, wards):
    as_of = seed_data.first_day(row["as_of"])
    fields = {
        "disaster": disaster,
        "fact_key": row["key"],
        "sender": row["sender"],
        "sender_government": wards.get(row["sender"]),
        "recipient": row["recipient"],
        "recipient_government": _recipient(row, recipients, as_of or disaster.began_on),
        "is_planned": "予定" in row["note"].split("; "),
        "as_of": as_of,
        "source": row["source"],
    }
    kind = row["support_type"]
    if kind == "money":
        return _payment(row, fields)
    if kind == "goods":
        items = row["note"].removeprefix("品目別数量あり（").removesuffix("）")
        return ReliefGoods(**fields, items=items)
    if kind == "waste":
        return OtherSupport(**fields, kind=OtherSupport.Kind.WASTE, amount=row["note"])
    return _dispatch(row, fields)


def _recipient(row, recipients, day) -> LocalGovernment | None:
    if not row["recipient_code6"]:
        return None
    if (found := recipients.get(row["recipient_code6"], day)) is None:
        # a mistake in the order of loading, not an unknown
        raise LookupError(f"no local government with the code {row['recipient_code6']}")
    return found


def _payment(row, fields) -> RecoveryPayment:
    kind = RecoveryPayment.Kind.DONATION if "義援金" in row["note"] else RecoveryPayment.Kind.RECOVERY
    note = "" if row["note"] == kind.label else row["note"]
    return RecoveryPayment(
        **fields, kind=kind, amount_yen=seed_data.optional_int(row["amount_yen"]), note=note
    )


def _dispatch(row, fields) -> StaffDispatch:
    return StaffDispatch(
        length=LENGTH[row["support_type"]],
        people=seed_data.optional_int(row["people"]),
        people_basis=BASIS[row["people_basis"]],
        people_basis_text=row["people_basis"],
        period_start=seed_data.first_day(row["period_start"]),
        period_end=seed_data.first_day(row["period_end"]),
        job=row["job"],
        note=row["note"],
        **fields,
    )


def _load_areas(supports) -> int:
    """A municipality that a record names as recipient was struck; the record's source tells so."""
    named = {
        (support.disaster_id, support.recipient_government_id): support.source
        for support in reversed(supports)
        if support.recipient_government_id
    }
    areas = [
        AffectedArea(disaster_id=disaster, local_government_id=government, source=source)
        for (disaster, government), source in named.items()
    ]
    before = AffectedArea.objects.count()
    AffectedArea.objects.bulk_create(areas, ignore_conflicts=True)
    return AffectedArea.objects.count() - before
