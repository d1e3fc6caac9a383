import datetime

import pytest
from django.db import IntegrityError, transaction

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
