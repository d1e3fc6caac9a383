"""What is read once for each disaster says the same as what is counted in one."""

import datetime

import pytest

from disaster.figures.definitions import figure, standing_figures
from disaster.figures.parts import Parts
from disaster.figures.scopes import ALL, Scope
from disaster.figures.values import MAX_SOURCES, compute, sources_of
from disaster.support_records.moments import NOW, Moments, end_of

pytestmark = pytest.mark.django_db
STAFF = {"kind": "staff", "people": 4, "basis": "heads", "state": "ended", "job": "給水"}
GOODS = {"kind": "goods", "item": "毛布", "unit": "枚"}


@pytest.fixture
def told(make_disaster, make_record, koto, sakai, time_machine):
    """Two disasters and a draft, of one year; what came later."""
    time_machine.move_to("2024-03-01T10:00+09:00", tick=True)
    noto, rain = make_disaster("noto"), make_disaster("rain")
    ward = {"giver": "ward", "sender": "江東区", "sender_government": koto.local_government}
    for disaster in (noto, rain, make_disaster("draft", draft=True)):
        make_record(disaster, amount_yen=300_000, recipient_government=sakai.local_government)
        make_record(disaster, amount_yen=None, is_partial=True, coverage=f"表の一部 {disaster.key}")
        make_record(disaster, **STAFF, **ward, period_start="2024-01-05", period_end="2024-01-09")
        make_record(disaster, **GOODS, quantity=20, source=f"{disaster.key}の出典")
    make_record(noto, **STAFF | {"basis": "persons"})
    time_machine.move_to("2025-03-01T10:00+09:00", tick=True)
    make_record(rain, **GOODS | {"unit": "箱"}, quantity=2)
    make_record(noto, **STAFF | {"job": ""}, **ward)
    return noto


MARCH = Moments(recorded=end_of(datetime.date(2024, 3, 2)))
EVER = [
    *((ALL, MARCH), (ALL, NOW), (ALL, Moments(on=datetime.date(2024, 1, 7)))),
    *((Scope(job="給水"), MARCH), (Scope(year=2023), NOW), (Scope(job="ない業務"), NOW)),
    *((Scope(item="毛布", unit="枚"), NOW), (ALL, Moments(recorded=end_of(datetime.date(2020, 1, 1))))),
]


@pytest.mark.parametrize(("scope", "moments"), EVER)
@pytest.mark.parametrize("each", standing_figures(), ids=lambda each: each.key)
def test_values_and_sources_are_those_counted_at_once(told, each, scope, moments):
    parts = Parts(each, scope, moments)
    assert parts.values() == compute([each], scope, moments)
    assert parts.sources() == sources_of(each, scope, moments, None)[:MAX_SOURCES]


def test_without_any_record_a_number_is_unknown_and_goods_have_none(db):
    for moments in (NOW, MARCH):
        heads, *goods = compute([figure("dispatch-heads"), figure("goods")], Scope(job="給水"), moments)
        assert (heads.value, heads.known, heads.unknown, heads.beside, heads.coverage) == (None, 0, 0, 0, ())
        assert (heads.basis, heads.unit, heads.item, goods) == ("", "人", "", [])
        assert Parts(figure("dispatch-heads"), Scope(job="給水"), moments).values() == [heads]
        assert Parts(figure("goods"), ALL, moments).values() == []
