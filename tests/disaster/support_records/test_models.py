import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from disaster.disasters.models import AffectedArea, Disaster
from disaster.support_records import totals
from disaster.support_records.models import OtherSupport, RecoveryPayment, ReliefGoods, StaffDispatch

GIVEN = {"sender": "特別区（23区共同）", "source": "試験"}


def day(text):
    return datetime.date.fromisoformat(text)


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_known_date_needs_a_day_and_an_unknown_one_has_none(make_disaster):
    refused(lambda: make_disaster(began_on=None))
    refused(lambda: make_disaster(date_precision="unknown"))
    make_disaster(began_on=None, date_precision="unknown")


def test_a_key_is_unique_and_plain(make_disaster):
    make_disaster("noto")
    refused(lambda: make_disaster("noto"))
    with pytest.raises(ValidationError, match="半角"):
        Disaster(key="能登", name="x", source="x", began_on=day("2024-01-01")).full_clean()


def test_published_needs_its_moment(make_disaster):
    refused(lambda: make_disaster(draft=True, state="published"))


def test_an_area_is_named_once(make_disaster, sakai):
    disaster = make_disaster()
    area = {"disaster": disaster, "local_government": sakai.local_government, "source": "試験"}
    AffectedArea.objects.create(**area)
    refused(lambda: AffectedArea.objects.create(**area))


def test_an_amount_is_unknown_or_more_than_nothing(make_disaster):
    disaster = make_disaster()
    RecoveryPayment.objects.create(disaster=disaster, kind="recovery", amount_yen=None, **GIVEN)
    refused(lambda: RecoveryPayment.objects.create(disaster=disaster, kind="recovery", amount_yen=0, **GIVEN))


def test_a_dispatch_does_not_end_before_it_began(make_disaster):
    dispatch = {"disaster": make_disaster(), "length": "short", **GIVEN}
    StaffDispatch.objects.create(period_start=day("2024-02-19"), **dispatch)
    refused(
        lambda: StaffDispatch.objects.create(
            period_start=day("2024-02-19"), period_end=day("2024-02-18"), **dispatch
        )
    )
    refused(lambda: StaffDispatch.objects.create(period_end=day("2024-02-18"), **dispatch))


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        (RecoveryPayment, {"kind": "recovery"}),
        (StaffDispatch, {"length": "short"}),
        (ReliefGoods, {}),
        (OtherSupport, {"kind": "waste"}),
    ],
)
def test_a_row_of_the_seed_data_is_loaded_once(make_disaster, model, kind):
    disaster = make_disaster()
    make = lambda key: model.objects.create(disaster=disaster, fact_key=key, **kind, **GIVEN)  # noqa: E731
    make("noto-01")
    refused(lambda: make("noto-01"))
    make("")
    make("")


def test_sums_stay_within_one_basis_and_plans_are_separate():
    rows = [
        StaffDispatch(people=4, people_basis="headcount"),
        StaffDispatch(people=6, people_basis="headcount"),
        StaffDispatch(people=None, people_basis="headcount"),
        StaffDispatch(people=1, people_basis="headcount", is_planned=True),
        StaffDispatch(people=7190, people_basis="any_stay"),
        StaffDispatch(people=30, people_basis="person_days"),
    ]
    found = [(t.label, t.number, t.unit, t.known, t.unknown) for t in totals.dispatch_totals(rows)]
    assert found == [
        ("実人数", 10, "人", 2, 1),
        ("実人数（予定）", 1, "人", 1, 0),
        ("滞在日数に係わらず従事した職員等の数", 7190, "人", 1, 0),
        ("延べ人日", 30, "人日", 1, 0),
    ]


def test_money_is_summed_by_kind_and_giver_over_known_amounts():
    joint, each = "特別区（23区共同）", "特別区（各区計）"
    rows = [
        RecoveryPayment(kind="recovery", sender=joint, amount_yen=30),
        RecoveryPayment(kind="recovery", sender=joint, amount_yen=5),
        RecoveryPayment(kind="recovery", sender=joint),
        RecoveryPayment(kind="donation", sender=joint, amount_yen=1000),
        RecoveryPayment(kind="donation", sender=each, amount_yen=3763),
    ]
    found = [(t.label, t.number, t.known, t.unknown) for t in totals.payment_totals(rows)]
    assert found == [
        (f"復興支援金・{joint}", 35, 2, 1),
        (f"義援金・{joint}", 1000, 1, 0),
        (f"義援金・{each}", 3763, 1, 0),
    ]
