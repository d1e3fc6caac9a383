"""What lies in the period of an event, whichever way its days change: form, 日程変更, admin."""

import datetime

import pytest

from tests.events.event_desk.test_admin import formset


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.fixture
def event(make_event):
    event = make_event(
        "秋の催し",
        starts_on=day("2027-11-06"),
        ends_on=day("2027-11-08"),
    )
    event.programme_parts.create(title="講演", day=day("2027-11-08"))
    event.programme_parts.create(title="展示")
    event.special_days.create(day=day("2027-11-07"))
    event.special_days.create(day=day("2027-11-08"), note="片付け")
    return event


def by_form(client, event, first, last):
    typed = {"kind": event.kind, "title": event.title, "date_precision": "day", "attendance_mode": "venue"}
    typed |= {"starts_on": first, "ends_on": last}
    return client.post(f"/events/{event.pk}/edit/", typed)


def by_holding(client, event, first, last):
    typed = {"holding": "rescheduled", "starts_on": first, "ends_on": last}
    return client.post(f"/events/{event.pk}/holding/", typed)


def by_admin(client, event, first, last):
    typed = {"kind": event.kind, "title": event.title, "date_precision": "day", "attendance_mode": "venue"}
    typed |= formset("hosts") | formset("headcounts") | formset("participations")
    return client.post(
        f"/admin/events/event/{event.pk}/change/", typed | {"starts_on": first, "ends_on": last}
    )


WAYS = [by_form, by_holding, by_admin]


def days_of(event):
    parts = {part.title: part.day for part in event.programme_parts.all()}
    return parts, [special.day for special in event.special_days.all()]


@pytest.mark.parametrize("change", WAYS)
def test_what_would_lie_outside_is_named_and_nothing_is_written(browser, secretariat, event, change):
    before = days_of(event)
    answer = change(browser(secretariat), event, "2027-11-06", "2027-11-07")
    assert answer.status_code in (200, 400)
    assert "プログラム「講演」（令和9年11月8日(月)）" in answer.content.decode()
    event.refresh_from_db()
    assert (event.ends_on, days_of(event)) == (day("2027-11-08"), before)


@pytest.mark.parametrize("change", WAYS)
def test_of_a_period_that_moves_as_a_whole_all_days_move(browser, secretariat, event, change):
    assert change(browser(secretariat), event, "2027-11-13", "2027-11-15").status_code == 302
    event.refresh_from_db()
    parts, specials = days_of(event)
    assert (event.starts_on, parts) == (day("2027-11-13"), {"講演": day("2027-11-15"), "展示": None})
    # in the form the closed days are typed beside the period, here none
    assert specials == ([] if change is by_form else [day("2027-11-14"), day("2027-11-15")])


@pytest.mark.parametrize("change", WAYS)
def test_booths_move_with_the_period_also_onto_each_others_days(browser, secretariat, event, change):
    booth = event.booths.create(code="A-1")
    for number in (6, 7, 8):
        body = event.participations.create(name=f"{number}日の団体")
        booth.assignments.create(participation=body, day=day(f"2027-11-0{number}"))
    assert change(browser(secretariat), event, "2027-11-07", "2027-11-09").status_code == 302
    placed = booth.assignments.order_by("day").values_list("day", "participation__name")
    assert list(placed) == [(day(f"2027-11-0{n + 1}"), f"{n}日の団体") for n in (6, 7, 8)]


@pytest.mark.parametrize("change", WAYS)
def test_a_longer_period_moves_nothing(browser, secretariat, event, change):
    before = days_of(event)[0]
    assert change(browser(secretariat), event, "2027-11-05", "2027-11-08").status_code == 302
    assert days_of(event)[0] == before
