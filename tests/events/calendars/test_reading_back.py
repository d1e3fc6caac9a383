"""Calendar files as another parser than the one that wrote them reads them."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import vobject

from events.events.models import Event
from events.facts import seed_data

TOKYO = ZoneInfo("Asia/Tokyo")


def day(text):
    return datetime.date.fromisoformat(text)


def moment(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def entries(response):
    return vobject.readOne(response.content.decode()).contents.get("vevent", [])


def entry_of(visitor, event):
    return entries(visitor.get(f"/events/{event.pk}.ics"))[0]


def test_start_end_and_zone_of_a_day_with_hours(visitor, make_event):
    event = make_event(
        starts_on=day("2024-10-30"),
        ends_on=day("2024-10-31"),
        starts_at=datetime.time(11),
        ends_at=datetime.time(19, 30),
        kind="showcase",
    )
    entry = entry_of(visitor, event)
    assert (entry.dtstart.value, entry.dtend.value) == (
        moment("2024-10-30T11:00"),
        moment("2024-10-31T19:30"),
    )
    assert entry.dtstart.value.utcoffset() == datetime.timedelta(hours=9)
    assert entry.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Asia/Tokyo"]
    text = visitor.get(f"/events/{event.pk}.ics").content
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\n" in text
    assert text.count(b"TZOFFSETTO:+0900") == 1


def test_an_end_is_not_made_up(visitor, make_event):
    event = make_event(starts_at=datetime.time(14))
    entry = entry_of(visitor, event)
    assert entry.dtstart.value == moment("2025-11-08T14:00")
    assert not hasattr(entry, "dtend")


@pytest.mark.parametrize("hours", [{}, {"starts_at": datetime.time(9), "ends_at": datetime.time(17)}])
def test_an_exhibition_fills_its_days(visitor, make_event, hours):
    event = make_event(starts_on=day("2026-01-09"), ends_on=day("2026-03-03"), **hours)
    entry = entry_of(visitor, event)
    assert (entry.dtstart.value, entry.dtend.value) == (day("2026-01-09"), day("2026-03-04"))


def test_parts_of_the_programme_have_entries_of_their_own(visitor, make_event):
    event = make_event("交流イベント", room="20階", venue="東京区政会館", kind="exchange")
    event.programme_parts.create(title="いつでも見られる展示")
    hours = {"opens": datetime.time(14), "closes": datetime.time(15, 30)}
    talk = event.programme_parts.create(title="講演", day=event.starts_on, room="会議室", **hours)
    meeting = event.programme_parts.create(title="情報交換会", day=event.starts_on)
    whole, *parts = entries(visitor.get(f"/events/{event.pk}.ics"))
    assert "いつでも見られる展示" in whole.description.value
    by_uid = {part.uid.value: part for part in parts}
    timed, untimed = (by_uid[f"event-{event.pk}-part-{part.pk}@127.0.0.1"] for part in (talk, meeting))
    assert (timed.dtstart.value, timed.dtend.value) == (
        moment("2025-11-08T14:00"),
        moment("2025-11-08T15:30"),
    )
    assert timed.location.value == "東京区政会館 会議室"
    assert untimed.dtstart.value == day("2025-11-08")
    assert {part.contents["related-to"][0].value for part in parts} == {whole.uid.value}


def test_a_cancellation_reaches_calendars_that_have_the_entry(visitor, make_event):
    event = make_event(venue="東京区政会館")
    event.programme_parts.create(title="講演", day=event.starts_on)
    before = entries(visitor.get(f"/events/{event.pk}.ics"))
    for holding in ("cancelled", "postponed"):
        Event.objects.filter(pk=event.pk).update(holding=holding, sequence=event.sequence + 1)
        after = entries(visitor.get(f"/events/{event.pk}.ics"))
        assert [entry.status.value for entry in after] == ["CANCELLED"] * 2
        assert [entry.uid.value for entry in after] == [entry.uid.value for entry in before]
        for was, now in zip(before, after, strict=True):
            assert int(now.sequence.value) == int(was.sequence.value) + 1
    assert [entry.status.value for entry in before] == ["CONFIRMED"] * 2


def test_a_subscription_holds_what_its_filter_asks_for(visitor, make_event):
    make_event("展示の催し")
    make_event("講演の催し", kind="lecture", starts_on=day("2024-05-01"))
    make_event("下書きの講演", kind="lecture", draft=True)
    response = visitor.get("/events/calendar.ics?kind=lecture")
    assert [entry.summary.value for entry in entries(response)] == ["講演の催し"]
    name = vobject.readOne(response.content.decode()).contents["x-wr-calname"][0].value
    assert name == "特別区全国連携プロジェクト イベント・展示 講演会"
    assert len(entries(visitor.get("/events/calendar.ics?year=2025"))) == 1


def test_the_queries_are_the_same_for_one_and_three(visitor, make_event, django_assert_num_queries):
    for n in range(3):
        event = make_event(f"催し{n}", venue=f"会場{n}", host="主催")
        event.programme_parts.create(title="講演", day=event.starts_on)
        if n in (0, 2):
            with django_assert_num_queries(5):
                visitor.get("/events/calendar.ics")


def test_every_event_of_the_facts_is_read_back_as_it_is(visitor, local_governments):
    seed_data.load_seed_data()
    for event in Event.objects.on_known_days():
        whole, *parts = entries(visitor.get(f"/events/{event.pk}.ics"))
        start, end = whole.dtstart.value, whole.dtend.value
        last = event.ends_on or event.starts_on
        if event.starts_at:
            assert start == datetime.datetime.combine(event.starts_on, event.starts_at, TOKYO)
            assert end == datetime.datetime.combine(last, event.ends_at, TOKYO)
        else:
            assert (start, end) == (event.starts_on, last + datetime.timedelta(days=1))
        assert whole.summary.value == event.title
        assert len(parts) == event.programme_parts.filter(day__isnull=False).count()
