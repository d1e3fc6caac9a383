"""A large file of events or calendar, taken in by the worker; its mails while the mail server is dead."""

import socket

import pytest

from common.outbox.models import OutgoingMail
from common.spreadsheets import limits
from events.events.models import Event
from events.open_data.models import EventImport
from members.import_export.models import ANOTHER
from tests.events.open_data.conftest import as_csv
from tests.worker import run_worker, take_in, told

HEADER = ["全国地方公共団体コード", "ID", "イベント名", "開始日"]
ROWS = [["131083", str(number), f"催し{number}", "2026-11-08"] for number in range(3)]
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n".format(
    "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:催し\r\nDTSTART:20261108T010000Z\r\n{rule}END:VEVENT\r\n"
        for number, rule in enumerate(("", "", "RRULE:FREQ=DAILY\r\n"))
    )
).encode()


@pytest.fixture(autouse=True)
def large(monkeypatch):
    monkeypatch.setattr(limits, "AT_ONCE_ROWS", 1)


@pytest.mark.django_db
def test_the_secretariat_is_told_when_it_is_written(hand_in, carry_out, ward_officer, secretariat):
    found = take_in(hand_in(ward_officer, as_csv(HEADER, *ROWS)))
    assert not Event.objects.exists()
    assert take_in(carry_out(found)).done_at
    assert Event.objects.waiting_for_approval().count() == 3
    assert told("events.events_imported") == {secretariat.section.mailbox}
    assert told("events.event_import_ended") == {ward_officer.email}


@pytest.mark.django_db
def test_a_large_calendar_keeps_its_code_and_what_is_left_out(hand_in, secretariat, ward_officer, browser):
    found = hand_in(secretariat, CALENDAR, "a.ics", code="131083")
    assert (found.total, found.code) == (3, "131083")
    take_in(found)
    assert (found.counts["new"], len(found.left_out)) == (2, 1)
    assert "くり返しの予定" in browser(secretariat).get(found.get_absolute_url()).text
    assert take_in(hand_in(ward_officer, CALENDAR, "a.ics")).counts["new"] == 2


@pytest.mark.django_db
def test_one_at_a_time_is_of_each_organisation(hand_in, ward_officer, officer, secretariat):
    rows = as_csv(HEADER, *ROWS)
    assert isinstance(hand_in(ward_officer, rows), EventImport)
    assert ANOTHER in hand_in(ward_officer, rows + b"\n").text
    for by in (officer, secretariat):
        assert isinstance(hand_in(by, rows), EventImport)
    assert ANOTHER in hand_in(secretariat, rows + b"\n").text


@pytest.mark.django_db(transaction=True)
def test_a_dead_mail_server_holds_nothing_up(hand_in, carry_out, ward_officer, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    found = hand_in(ward_officer, as_csv(HEADER, *ROWS))
    run_worker()
    found.refresh_from_db()
    carry_out(found)
    for _ in range(2):
        run_worker()  # what a job queues is for the next one
    found.refresh_from_db()
    assert found.done_at
    assert Event.objects.count() == 3
    mails = OutgoingMail.objects.filter(purpose="events.event_import_ended")
    assert {mail.state for mail in mails} <= {"queued", "skipped"}
    assert "queued" in {mail.state for mail in mails}
