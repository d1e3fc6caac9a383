"""Stored sums: made with each recording, held against the records, mended where they differ."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from common.audit_log.models import AuditEntry
from disaster.figures.actions import make_all_sums, mend_sums
from disaster.figures.definitions import standing_figures
from disaster.figures.models import SumDifference, SupportSum
from disaster.figures.scopes import ALL, Records, Scope
from disaster.figures.tasks import check_sums
from disaster.figures.values import _cells, compute, value_of
from disaster.support_records.moments import NOW
from tests.mypage import desk_counts

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
    found = [value_of(figure, cell, scope.query()) for figure, cell in _cells(figures, records)]
    return sorted(found, key=lambda each: figures.index(each.figure))


@pytest.mark.parametrize("everywhere", [True, False])
def test_sums_are_what_the_records_say(disaster, everywhere):
    scope = ALL if everywhere else Scope(disaster=disaster.pk)
    assert compute(standing_figures(), scope) == counted(scope)
    before = set(SupportSum.objects.values_list("figure", "total", "counted", "year"))
    make_all_sums()
    assert set(SupportSum.objects.values_list("figure", "total", "counted", "year")) == before


def waiting() -> int:
    """How many wait on the secretariat's desk."""
    return desk_counts()["disaster:sum-difference-list"]


def test_what_differs_is_mended_at_night_with_a_trace(disaster):
    assert not mend_sums(disaster)
    SupportSum.objects.filter(figure="recovery-joint").update(total=F("total") + 1)
    check_sums(now=None)
    assert SupportSum.objects.get(figure="recovery-joint").total == 300_000
    assert AuditEntry.objects.get(verb="disaster.sums_mended").object_id == str(disaster.pk)
    check_sums(now=None)
    assert AuditEntry.objects.filter(verb="disaster.sums_mended").count() == 1


def test_the_difference_waits_on_the_desk_until_somebody_saw_it(disaster, browser, secretariat):
    SupportSum.objects.filter(figure="recovery-joint").update(total=F("total") + 1)
    SupportSum.objects.filter(figure="goods").update(sources=["ほか"])
    SupportSum.objects.filter(figure="dispatch-wards").delete()
    check_sums(now=None)
    office = browser(secretariat)
    assert waiting() == 1
    page = office.get("/disaster/figures/differences/").text
    for said in (
        disaster.name,
        "復興支援金（23区共同）：300,001円（正しくは300,000円）",
        "物資：計は同じ50で、件数、内訳、範囲、出典のいずれか",
        "職員を派遣した区の数：0区（正しくは1区）",
        "確認待ち",
    ):
        assert said in page
    row = SumDifference.objects.get()
    path = f"/disaster/figures/differences/{row.pk}/confirm/"
    assert [office.post(path).url for _ in range(2)] == ["/disaster/figures/differences/"] * 2
    row.refresh_from_db()
    assert (waiting(), row.seen_by) == (0, secretariat)
    assert AuditEntry.objects.filter(verb="disaster.sum_difference_confirmed").count() == 1
    assert "確認済み" in office.get("/disaster/figures/differences/").text


def test_the_list_of_differences_asks_the_same_for_one_and_three(
    disaster, browser, secretariat, django_assert_num_queries
):
    office = browser(secretariat)
    made = [SumDifference(disaster=disaster, found_at=timezone.now(), lines=["x"]) for _ in range(3)]
    made[0].save()
    office.get("/disaster/figures/differences/")
    with CaptureQueriesContext(connection) as one:
        office.get("/disaster/figures/differences/")
    SumDifference.objects.bulk_create(made[1:])
    with django_assert_num_queries(len(one)):
        office.get("/disaster/figures/differences/")
