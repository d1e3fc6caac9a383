"""Stored sums: made with each recording, held against the records, mended where they differ."""

import pytest
from django.db.models import F

from common.audit_log.models import AuditEntry
from disaster.figures.actions import make_all_sums, mend_sums
from disaster.figures.definitions import standing_figures
from disaster.figures.models import SupportSum
from disaster.figures.scopes import ALL, Records, Scope
from disaster.figures.tasks import check_sums
from disaster.figures.values import _cells, _value, compute
from disaster.support_records.moments import NOW

pytestmark = pytest.mark.django_db
STAFF = {"kind": "staff", "amount_yen": None, "state": "ended", "period_start": "2024-01-05"}
GOODS = {"kind": "goods", "amount_yen": None, "item": "毛布", "unit": "枚"}


@pytest.fixture
def disaster(make_disaster, make_record, koto):
    disaster = make_disaster()
    make_record(disaster, amount_yen=300_000)
    make_record(disaster, amount_yen=None, is_partial=True, coverage="表の一部")
    ward = {"giver": "ward", "sender": "江東区", "sender_government": koto.local_government}
    for days in ("2024-01-09", "2024-01-19"):
        make_record(disaster, **STAFF, **ward, people=4, basis="heads", period_end=days)
    make_record(disaster, **STAFF, people=3, basis="persons")
    for quantity in (20, 30):
        make_record(disaster, **GOODS, quantity=quantity)
    return disaster


def counted(scope) -> list:
    """All figures computed from the records alone."""
    figures, records = tuple(standing_figures()), Records.of(scope, NOW)
    found = [_value(figure, cell, scope.query()) for figure, cell in _cells(figures, records)]
    return sorted(found, key=lambda each: figures.index(each.figure))


@pytest.mark.parametrize("everywhere", [True, False])
def test_sums_are_what_the_records_say(disaster, everywhere):
    scope = ALL if everywhere else Scope(disaster=disaster.pk)
    assert compute(standing_figures(), scope) == counted(scope)
    before = set(SupportSum.objects.values_list("figure", "total", "counted", "year"))
    make_all_sums()
    assert set(SupportSum.objects.values_list("figure", "total", "counted", "year")) == before


def test_what_differs_is_mended_at_night_with_a_trace(disaster):
    assert not mend_sums(disaster)
    SupportSum.objects.filter(figure="recovery-joint").update(total=F("total") + 1)
    check_sums(now=None)
    assert SupportSum.objects.get(figure="recovery-joint").total == 300_000
    assert AuditEntry.objects.get(verb="disaster.sums_mended").object_id == str(disaster.pk)
    check_sums(now=None)
    assert AuditEntry.objects.filter(verb="disaster.sums_mended").count() == 1
