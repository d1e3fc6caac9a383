import datetime

import pytest

from tests.events.open_data.conftest import as_csv
from tests.members.spreadsheet_uploads import wrong

HEADER = ["全国地方公共団体コード", "ID", "イベント名", "開始日", "終了日"]


def row(first, last):
    return as_csv(HEADER, ["131083", "1", "秋の催し", first, last])


@pytest.fixture
def event(make_event, ward_officer):
    days = {"starts_on": datetime.date(2027, 11, 6), "ends_on": datetime.date(2027, 11, 8)}
    key = {"open_data_code": "131083", "open_data_number": "1"}
    event = make_event("秋の催し", owner=ward_officer.section.organization, **days, **key)
    event.programme_parts.create(title="講演", day=datetime.date(2027, 11, 8))
    event.special_days.create(day=datetime.date(2027, 11, 7))
    return event


def test_a_file_that_cuts_days_off_is_refused(hand_in, ward_officer, event):
    assert "プログラム「講演」" in wrong(hand_in(ward_officer, row("2027-11-06", "2027-11-07")))[2]


def test_a_file_that_moves_the_whole_period_moves_its_days(hand_in, carry_out, ward_officer, event):
    carry_out(hand_in(ward_officer, row("2027-11-13", "2027-11-15")))
    assert event.programme_parts.get().day == datetime.date(2027, 11, 15)
    assert event.special_days.get().day == datetime.date(2027, 11, 14)
