import datetime

import pytest

from common.append_only.actions import correct, withdraw
from disaster.disasters.models import Disaster
from disaster.facts import seed_data
from disaster.figures.definitions import figure
from disaster.figures.scopes import Scope
from disaster.figures.values import compute, figures_told
from disaster.support_records.moments import NOW, Moments

FIRST, LAST = datetime.date(2024, 2, 19), datetime.date(2024, 2, 23)
BATCH = {"kind": "staff", "people": 4, "basis": "heads", "period_start": FIRST, "period_end": LAST}


def value(key, disaster, moments=NOW, **scope):
    [found] = compute([figure(key)], Scope(disaster=disaster.pk, **scope), moments)
    return found.value, found.known, found.unknown, found.beside


def test_the_figures_of_noto_from_the_fixtures(local_governments):
    seed_data.load_seed_data()
    noto = Scope(disaster=Disaster.objects.get(key="noto2024").pk)
    found = {each.figure.key: each for each in figures_told(noto)}
    assert {key: (each.value, each.known, each.unknown) for key, each in found.items()} == {
        "recovery-joint": (38_000_000, 3, 0),
        "dispatch-heads": (32, 8, 0),
        "dispatch-heads-planned": (4, 4, 0),
        "dispatch-person-days": (163, 8, 0),
        "dispatch-wards": (7, 8, 0),
        "helped-governments": (4, 4, 7),
        "records": (15, 15, 0),
    }
    assert found["dispatch-heads"].coverage == ("出典の表のうち読み取れた8行",)
    assert found["recovery-joint"].is_whole


def test_only_what_may_be_added_is_added(make_disaster, make_record):
    disaster = make_disaster()
    make_record(disaster, **BATCH)
    make_record(disaster, **BATCH | {"people": 6, "period_end": None})
    make_record(disaster, **BATCH | {"people": 100, "basis": "persons"})
    make_record(disaster, **BATCH | {"people": 7190, "basis": "any_stay"})
    make_record(disaster, **BATCH | {"people": 30, "basis": "person_days"})
    make_record(disaster, **BATCH | {"people": 3, "basis": "person_months"})
    make_record(disaster, **BATCH | {"people": None, "basis": ""})
    make_record(disaster, **BATCH | {"state": "cancelled"})
    assert value("dispatch-heads", disaster) == (10, 2, 1, 4)
    assert value("dispatch-person-days", disaster) == (4 * 5 + 30, 2, 2, 3)
    assert value("dispatch-person-months", disaster) == (3, 1, 0, 0)
    assert value("dispatch-heads-planned", disaster) == (None, 0, 0, 0)


def test_givers_are_never_added_to_each_other(make_disaster, make_record):
    disaster = make_disaster()
    make_record(disaster, amount_yen=30)
    make_record(disaster, amount_yen=None)
    make_record(disaster, amount_yen=5, giver="wards")
    make_record(disaster, amount_yen=7, giver="joint", kind="donation")
    found = {
        each.figure.key: (each.value, each.known, each.unknown)
        for each in figures_told(Scope(disaster=disaster.pk))
    }
    assert found == {
        "recovery-joint": (30, 1, 1),
        "recovery-wards": (5, 1, 0),
        "donation-joint": (7, 1, 0),
        "helped-governments": (None, 0, 4),
        "records": (4, 4, 0),
    }


def test_goods_by_item_and_unit(make_disaster, make_record):
    disaster = make_disaster()
    for item, quantity, unit in (("毛布", 10, "枚"), ("毛布", 5, "枚"), ("毛布", 2, "箱"), ("", None, "")):
        make_record(disaster, kind="goods", item=item, quantity=quantity, unit=unit)
    found = compute([figure("goods")], Scope(disaster=disaster.pk))
    assert [(each.label, each.value, each.unit) for each in found] == [
        ("物資", None, ""),
        ("物資（毛布）", 15, "枚"),
        ("物資（毛布）", 2, "箱"),
    ]
    [blankets] = compute([figure("goods")], Scope(disaster=disaster.pk, item="毛布", unit="枚"))
    assert blankets.value == 15


@pytest.mark.parametrize(
    ("day", "on_duty", "person_days"),
    [("2024-02-19", 10, 10), ("2024-02-20", 10, 20), ("2024-02-23", 10, 50), ("2024-03-01", 6, 92)],
)
def test_on_a_day(make_disaster, make_record, day, on_duty, person_days):
    disaster = make_disaster()
    make_record(disaster, **BATCH)
    make_record(disaster, **BATCH | {"people": 6, "period_end": datetime.date(2024, 3, 10)})
    moments = Moments(on=datetime.date.fromisoformat(day))
    assert value("dispatch-on-duty", disaster, moments)[0] == on_duty
    assert value("dispatch-person-days", disaster, moments)[0] == person_days


def test_a_number_by_ward_municipality_job_and_year(make_disaster, make_record, koto, sakai):
    disaster = make_disaster()
    ward, city = koto.local_government, sakai.local_government
    make_record(
        disaster, **BATCH, giver="ward", sender_government=ward, recipient_government=city, job="清掃"
    )
    make_record(disaster, **BATCH | {"people": 1, "period_start": datetime.date(2023, 3, 31)})
    assert value("dispatch-heads", disaster, ward=ward.code)[0] == 4
    assert value("dispatch-heads", disaster, municipality=city.code)[0] == 4
    assert value("dispatch-heads", disaster, job="清掃")[0] == 4
    assert value("dispatch-heads", disaster, year=2023)[0] == 4
    assert value("dispatch-heads", disaster, year=2022)[0] == 1
    assert value("dispatch-heads", disaster, ward="131008") == (None, 0, 0, 0)
    assert value("dispatch-wards", disaster) == (1, 1, 1, 0)
    assert value("helped-governments", disaster) == (1, 1, 1, 0)


def test_as_recorded_and_as_known_now(make_disaster, make_record, time_machine):
    time_machine.move_to("2024-03-01T12:00+09:00")
    disaster = make_disaster()
    first, second = make_record(disaster, amount_yen=5), make_record(disaster, amount_yen=7)
    before = second.recorded_at
    correct(first, {"amount_yen": 50}, reason="transcription", words="桁の誤り", by=None)
    withdraw(second, words="二重", by=None)
    assert value("recovery-joint", disaster, Moments(recorded=before))[0] == 12
    assert value("recovery-joint", disaster)[0] == 50


def test_drafts_count_for_nobody(make_disaster, make_record):
    make_record(make_disaster("a"), amount_yen=5)
    make_record(make_disaster("b", draft=True), amount_yen=7)
    [found] = compute([figure("recovery-joint")])
    assert found.value == 5
