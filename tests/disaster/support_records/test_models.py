import datetime

import pytest
from django.db import IntegrityError, transaction

from disaster.support_records import totals
from disaster.support_records.models import SupportRecord, SupportRecordVersion

DAY = datetime.date(2024, 2, 19)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"amount_yen": 0}, "amount_of_money"),
        ({"kind": "staff", "amount_yen": 5}, "amount_of_money"),
        ({"kind": "staff", "people": 3}, "basis_whole"),
        ({"kind": "staff", "basis": "heads"}, "basis_whole"),
        ({"people": 3, "basis": "heads"}, "people_of_staff"),
        ({"period_start": DAY, "period_end": DAY - datetime.timedelta(1)}, "ends_after_start"),
        ({"period_end": DAY}, "ends_after_start"),
        ({"window": "fiscal_year"}, "fiscal_year_named"),
        ({"kind": "goods", "quantity": 3, "item": "毛布"}, "quantity_of_item"),
        ({"kind": "goods", "quantity": 0, "item": "毛布", "unit": "枚"}, "quantity_of_item"),
        ({"giver": "ward"}, "ward_named"),
    ],
)
def test_the_database_refuses_what_cannot_be(make_disaster, facts, constraint):
    row = {
        "kind": "recovery",
        "sender": "江東区",
        "source": "試験",
        "recorded_at": "2024-01-01T00:00Z",
    } | facts
    record = SupportRecord.objects.create(disaster=make_disaster())
    with pytest.raises(IntegrityError, match=f"supportrecordversion_{constraint}"), transaction.atomic():
        SupportRecordVersion.objects.create(record=record, **row)


def test_a_row_of_the_seed_data_is_loaded_once(make_disaster):
    disaster = make_disaster()
    SupportRecord.objects.create(disaster=disaster, key="noto-01")
    with pytest.raises(IntegrityError, match="supportrecord_key_once"), transaction.atomic():
        SupportRecord.objects.create(disaster=disaster, key="noto-01")
    for _ in range(2):
        SupportRecord.objects.create(disaster=disaster)


def test_a_disaster_with_records_is_not_deleted(make_disaster, make_record):
    disaster = make_disaster()
    make_record(disaster)
    with pytest.raises(IntegrityError):
        disaster.delete()


def test_sums_stay_within_one_basis_and_plans_are_separate():
    told = [
        {"people": 4, "basis": "heads"},
        {"people": 6, "basis": "heads"},
        {"people": None, "basis": "heads"},
        {"people": 1, "basis": "heads", "state": "planned"},
        {"people": 7190, "basis": "any_stay"},
        {"people": 30, "basis": "person_days"},
    ]
    rows = [SupportRecordVersion(kind="staff", **facts) for facts in told]
    found = [(t.label, t.number, t.unit, t.known, t.unknown) for t in totals.staff_totals(rows)]
    assert found == [
        ("延べ派遣者数", 10, "人", 2, 1),
        ("延べ派遣者数（予定）", 1, "人", 1, 0),
        ("滞在日数に係わらない従事者数", 7190, "人", 1, 0),
        ("延べ人日", 30, "人日", 1, 0),
    ]


def test_money_is_summed_by_kind_and_giver_over_known_amounts():
    joint, each = "特別区（23区共同）", "特別区（各区計）"
    told = [
        ("recovery", joint, 30),
        ("recovery", joint, 5),
        ("recovery", joint, None),
        ("donation", joint, 1000),
        ("donation", each, 3763),
    ]
    rows = [SupportRecordVersion(kind=kind, sender=who, amount_yen=yen) for kind, who, yen in told]
    found = [(t.label, t.number, t.known, t.unknown) for t in totals.payment_totals(rows)]
    assert found == [
        (f"復興支援金・{joint}", 35, 2, 1),
        (f"義援金・{joint}", 1000, 1, 0),
        (f"義援金・{each}", 3763, 1, 0),
    ]
