import pytest

from events.events.models import Event
from tests.members.spreadsheet_uploads import changes, wrong

pytestmark = pytest.mark.django_db


def calendar(*entries, head=""):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//JA", *filter(None, [head])]
    for number, entry in enumerate(entries):
        uid = "" if "UID:" in entry else f"UID:{number}@city.example"
        lines += ["BEGIN:VEVENT", *filter(None, [uid]), *entry.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def times(event):
    return tuple(
        str(value or "") for value in (event.starts_on, event.starts_at, event.ends_on, event.ends_at)
    )


@pytest.mark.parametrize(
    ("moments", "wanted"),
    [
        ("DTSTART:20261108T100000\nDTEND:20261108T163000", ("2026-11-08", "10:00:00", "", "16:30:00")),
        ("DTSTART:20261108T233000Z\nDTEND:20261109T013000Z", ("2026-11-09", "08:30:00", "", "10:30:00")),
        (
            "DTSTART;TZID=Asia/Tokyo:20261108T100000\nDTEND;TZID=Asia/Tokyo:20261109T120000",
            ("2026-11-08", "10:00:00", "2026-11-09", "12:00:00"),
        ),
        (
            "DTSTART;TZID=America/New_York:20261108T200000\nDURATION:PT2H",
            ("2026-11-09", "10:00:00", "", "12:00:00"),
        ),
        ("DTSTART;VALUE=DATE:20261108\nDTEND;VALUE=DATE:20261110", ("2026-11-08", "", "2026-11-09", "")),
        ("DTSTART;VALUE=DATE:20261108\nDTEND;VALUE=DATE:20261109", ("2026-11-08", "", "", "")),
        ("DTSTART;VALUE=DATE:20261108", ("2026-11-08", "", "", "")),
        ("DTSTART:20261108T100000", ("2026-11-08", "10:00:00", "", "")),
    ],
)
def test_times_are_those_of_tokyo(hand_in, carry_out, ward_officer, moments, wanted):
    found = carry_out(hand_in(ward_officer, calendar(f"SUMMARY:催し\n{moments}"), "a.ics"))
    assert found.done_at, wrong(found)
    assert times(Event.objects.get()) == wanted


def test_an_entry_is_known_again_by_its_uid(hand_in, carry_out, ward_officer):
    entry = "UID:a1@city.example\nSUMMARY:催し\nDTSTART;VALUE=DATE:20261108\nLOCATION:公園"
    entry += "\nDESCRIPTION:一行目\\n二行目"
    carry_out(hand_in(ward_officer, calendar(entry), "a.ics"))
    event = Event.objects.get()
    assert (event.open_data_code, event.open_data_number) == ("131083", "a1@city.example")
    assert (event.venue.name, event.summary, event.state) == ("公園", "一行目\n二行目", "draft")
    assert hand_in(ward_officer, calendar(entry), "a.ics").counts["same"] == 1
    found = hand_in(ward_officer, calendar(f"{entry}\nSTATUS:CANCELLED"), "a.ics")
    assert changes(found, 1) == {"開催状況": ("予定どおり", "中止")}


def test_what_is_private_broken_or_repeated_is_left_out_and_said(hand_in, browser, ward_officer):
    found = hand_in(
        ward_officer,
        calendar(
            "SUMMARY:よい催し\nDTSTART;VALUE=DATE:20261108",
            "SUMMARY:人事面談\nCLASS:PRIVATE\nDTSTART;VALUE=DATE:20261108",
            "SUMMARY:毎週\nRRULE:FREQ=WEEKLY\nDTSTART;VALUE=DATE:20261108",
            "SUMMARY:壊れた日\nDTSTART:2026年11月8日",
            "SUMMARY:日のない予定",
        ),
        "a.ics",
    )
    assert found.counts["new"] == 1
    assert [sentence.partition("件目")[0] for sentence in found.left_out] == ["2", "3", "4", "5"]
    page = browser(ward_officer).get(found.get_absolute_url()).content.decode()
    assert "非公開の予定なので、取り込みません" in page
    assert "くり返しの予定" in page
    nothing = hand_in(
        ward_officer, calendar("SUMMARY:面談\nCLASS:CONFIDENTIAL\nDTSTART:20261108T100000"), "a.ics"
    )
    assert nothing.status_code == 400
    assert "取り込める予定がありません" in nothing.content.decode()


IMPOSSIBLE_STARTS = ["DTSTART:99991231T230000Z", "DTSTART;VALUE=DATE:00010101\nDTEND;VALUE=DATE:00010101"]
IMPOSSIBLE_ENDS = [
    "DTEND:99991231T230000Z",
    "DTEND;VALUE=DATE:00010101",
    "DURATION:P999999999D",
    "DTEND:20261108T110000\nDTEND:20261108T120000",
]


@pytest.mark.parametrize("moments", IMPOSSIBLE_STARTS)
def test_an_entry_on_an_impossible_day_is_left_out_and_said(hand_in, ward_officer, moments):
    page = hand_in(ward_officer, calendar(f"SUMMARY:催し\n{moments}"), "a.ics")
    assert page.status_code == 400
    assert "開始の日時が読めないので、取り込みません" in page.content.decode()


@pytest.mark.parametrize("end", IMPOSSIBLE_ENDS)
@pytest.mark.parametrize("start", ["DTSTART;VALUE=DATE:20261108", "DTSTART:20261108T100000"])
def test_an_impossible_end_is_no_end(hand_in, carry_out, ward_officer, start, end):
    carry_out(hand_in(ward_officer, calendar(f"SUMMARY:催し\n{start}\n{end}"), "a.ics"))
    event = Event.objects.get()
    assert (str(event.starts_on), event.ends_on, event.ends_at) == ("2026-11-08", None, None)


def test_an_entry_without_a_title_is_a_broken_row(hand_in, ward_officer):
    found = hand_in(ward_officer, calendar("DTSTART;VALUE=DATE:20261108"), "a.ics")
    assert wrong(found)[1].startswith("イベント名")


def test_a_place_that_is_an_address_of_a_meeting_is_kept_from_the_public(hand_in, carry_out, ward_officer):
    entry = "SUMMARY:会議\nDTSTART:20261108T100000\nLOCATION:https://meet.example.com/1"
    carry_out(hand_in(ward_officer, calendar(entry), "a.ics"))
    event = Event.objects.get()
    assert (event.attendance_mode, event.venue) == ("online", None)


def test_our_own_file_comes_in_unchanged(visitor, hand_in, make_event, ward_officer):
    event = make_event("区の催し", owner=ward_officer.section.organization, summary="紹介")
    content = visitor.get(f"/events/{event.pk}.ics").content
    found = hand_in(ward_officer, content, "a.ics")
    assert found.report[0]["pk"] == event.pk
    assert found.counts["wrong"] == 0


def test_the_parts_in_our_own_file_do_not_become_events(visitor, hand_in, make_event, ward_officer):
    event = make_event("区の催し", owner=ward_officer.section.organization, summary="紹介")
    event.programme_parts.create(title="講演", day=event.starts_on)
    found = hand_in(ward_officer, visitor.get(f"/events/{event.pk}.ics").content, "a.ics")
    assert (found.counts["new"], found.counts["wrong"]) == (0, 0)
    assert [sentence.partition("「")[0] for sentence in found.left_out] == ["2件目"]


def test_the_secretariat_says_whose_entries_they_are(hand_in, secretariat, sakai):
    content = calendar("SUMMARY:堺の催し\nDTSTART;VALUE=DATE:20261108")
    found = hand_in(secretariat, content, "a.ics", code="27140")
    assert found.counts["new"] == 1, wrong(found)


@pytest.mark.parametrize(("entries", "lines"), [(5001, 0), (1, 100_001)])
def test_too_much_is_refused_before_it_is_read(hand_in, ward_officer, entries, lines):
    entry = "SUMMARY:催し\nDTSTART;VALUE=DATE:20261108" + "\nX-A:b" * lines
    answer = hand_in(ward_officer, calendar(*[entry] * entries), "a.ics")
    assert answer.status_code == 400
    assert "5,000件まで" in answer.content.decode()
