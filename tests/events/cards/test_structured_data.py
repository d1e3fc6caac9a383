import datetime
import json
import re

import pytest

from events.events.models import Event
from events.facts import seed_data

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# what schema.org lets these types have, as far as we write it
PLACE = {"name": str, "address": "PostalAddress"}
TYPES = {
    "Event": {
        "url": str,
        "name": str,
        "description": str,
        "inLanguage": str,
        "startDate": "date",
        "endDate": "date",
        "previousStartDate": "date",
        "eventStatus": ("EventScheduled", "EventCancelled", "EventPostponed", "EventRescheduled"),
        "eventAttendanceMode": (
            "OfflineEventAttendanceMode",
            "OnlineEventAttendanceMode",
            "MixedEventAttendanceMode",
        ),
        "location": ("Place", "VirtualLocation"),
        "organizer": ("Organization",),
        "eventSchedule": ("Schedule",),
        "image": str,
        "isAccessibleForFree": bool,
        "offers": ("Offer",),
    },
    "Place": {"name": str, "address": ("PostalAddress",)},
    "PostalAddress": {"addressCountry": str, "streetAddress": str},
    "VirtualLocation": {"url": str},
    "Organization": {"name": str},
    "Offer": {"price": str, "priceCurrency": str, "url": str},
    "Schedule": {
        "startDate": "date",
        "endDate": "date",
        "startTime": "time",
        "endTime": "time",
        "repeatFrequency": str,
        "byDay": tuple(f"{day}day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")),
        "exceptDate": "date",
        "scheduleTimezone": str,
    },
}
SUBTYPES = dict.fromkeys(("ExhibitionEvent", "Festival", "EducationEvent"), "Event")


def check(node):
    """Every property is one of its type, and of the kind that the type wants."""
    known = TYPES[SUBTYPES.get(node["@type"], node["@type"])]
    for name, values in node.items():
        if not name.startswith("@"):
            for value in values if isinstance(values, list) else [values]:
                _check_value(known[name], value)


def _check_value(wanted, value):
    if isinstance(value, dict):
        assert value["@type"] in wanted
        check(value)
    elif wanted == "date":
        assert datetime.datetime.fromisoformat(value)
    elif wanted == "time":
        assert datetime.time.fromisoformat(value)
    elif isinstance(wanted, tuple):
        assert value.removeprefix("https://schema.org/") in wanted
    else:
        assert isinstance(value, wanted)


def data_of(visitor, event):
    found = BLOCK.findall(visitor.get(f"/events/{event.pk}/").content.decode())
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def test_every_published_event_whose_day_is_known_says_its_type(visitor, local_governments):
    seed_data.load_seed_data()
    wanted = {"exhibition": "ExhibitionEvent", "festival": "Festival", "lecture": "EducationEvent"}
    for event in Event.objects.all():
        data = data_of(visitor, event)
        if event.date_precision != "day":
            assert data["@type"] == "WebPage"
            continue
        check(data)
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == wanted.get(event.kind, data["@type"])
        assert data["startDate"].startswith(event.starts_on.isoformat())


def test_times_place_price_and_hosts(visitor, make_event):
    event = make_event(
        starts_at=datetime.time(14),
        ends_at=datetime.time(16),
        host="特別区長会",
        venue="東京区政会館",
        fee="無料",
    )
    event.venue.address = "東京都千代田区飯田橋3-5-1"
    event.venue.save()
    event.hosts.create(name="後援の団体", role="supporter")
    data = data_of(visitor, event)
    check(data)
    assert (data["startDate"], data["endDate"]) == ("2025-11-08T14:00:00+09:00", "2025-11-08T16:00:00+09:00")
    assert data["location"][0]["address"]["streetAddress"] == event.venue.address
    assert data["organizer"] == [{"@type": "Organization", "name": "特別区長会"}]
    assert data["offers"]["price"] == "0"
    Event.objects.update(fee="一部有料")
    assert "offers" not in data_of(visitor, event)


def test_another_day_and_a_cancellation(visitor, make_event):
    event = make_event(holding="rescheduled", former_starts_on=datetime.date(2025, 10, 1))
    data = data_of(visitor, event)
    check(data)
    assert data["eventStatus"].endswith("EventRescheduled")
    assert data["previousStartDate"] == "2025-10-01"
    Event.objects.update(holding="cancelled", former_starts_on=None)
    assert data_of(visitor, event)["eventStatus"].endswith("EventCancelled")


def test_hours_closed_days_and_days_with_hours_of_their_own(visitor, make_event):
    event = make_event(starts_on=datetime.date(2026, 1, 9), ends_on=datetime.date(2026, 1, 16))
    for day in range(5):
        event.opening_rules.create(day=day, opens=datetime.time(9), closes=datetime.time(17))
    event.special_days.create(day=datetime.date(2026, 1, 14))
    event.special_days.create(
        day=datetime.date(2026, 1, 10), opens=datetime.time(10), closes=datetime.time(15)
    )
    data = data_of(visitor, event)
    check(data)
    weekly, saturday = data["eventSchedule"]
    assert len(weekly["byDay"]) == 5
    assert weekly["exceptDate"] == ["2026-01-12", "2026-01-14"]  # 成人の日, and a closed Wednesday
    assert (saturday["startDate"], saturday["endDate"], saturday["startTime"]) == (
        "2026-01-10",
        "2026-01-10",
        "10:00:00",
    )


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b & 'c' \"d\""]
)
def test_no_title_ends_the_block(visitor, make_event, title):
    data = data_of(visitor, make_event(title))
    assert data["name"] == title
