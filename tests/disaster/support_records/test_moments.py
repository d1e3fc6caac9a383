import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from common.append_only.actions import correct
from disaster.disaster_page import queries
from disaster.disasters.models import Disaster
from disaster.disasters.queries import keys_with_merged
from disaster.support_records.models import SupportRecordVersion
from disaster.support_records.moments import Moments, end_of, state_on

DAY = datetime.date(2024, 2, 19)
END = datetime.date(2024, 2, 23)


def read(query, **more):
    return Moments.read(QueryDict(query), **more)


@pytest.mark.parametrize("typed", ["2024-07-01", "令和6年7月1日", "R6.7.1", "２０２４/7/1"])
def test_days_are_read_as_people_write_them(typed):
    moments = read(f"on={typed}&recorded={typed}")
    assert moments.on == moments.recorded_on == datetime.date(2024, 7, 1)
    assert moments.recorded.isoformat() == "2024-07-01T23:59:59.999999+09:00"
    assert moments.query == "?on=2024-07-01&recorded=2024-07-01"
    assert moments.sentence == (
        "令和6年7月1日(月)の状態を、令和6年7月1日(月)の終わりの記録で表示しています。"
    )


@pytest.mark.parametrize("typed", ["x", "2024-13-01", "0", "9" * 5000, "1600-01-01", "令和6年2月30日"])
def test_what_is_no_date_is_no_day_and_is_told(typed):
    moments = read(f"on={typed}&recorded=")
    assert (moments.on, moments.recorded, moments.asked) == (None, None, {})
    assert moments.notes == (
        f"「{typed[:40]}」は日付として読めません。「令和6年7月1日」のように入力してください。今の記録を表示しています。",
    )


def test_nothing_typed_asks_for_nothing():
    assert read("on=&recorded=%20") == Moments()


def test_a_day_that_cannot_be_taken_gets_a_sentence(make_disaster):
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    moments = read(f"on=2023-12-31&recorded={tomorrow}", disaster=make_disaster())
    assert (moments.on, moments.recorded, len(moments.notes)) == (None, None, 2)
    assert "災害の発生（令和6年1月1日(月)）より前" in moments.notes[0]
    assert "今の記録を表示" in moments.notes[1]
    assert moments.sentence == ""
    assert read(f"recorded={timezone.localdate()}").notes == ()


def told_of(disaster, moments):
    keys = keys_with_merged(disasters=[disaster.pk], **moments.slots_of_recording)
    return queries.told_of(SupportRecordVersion, disasters=keys, **moments.slots)


def test_a_corrected_record_is_said_as_it_was(make_disaster, make_record, time_machine):
    time_machine.move_to("2024-03-01T12:00+09:00")
    disaster = make_disaster()
    first = make_record(disaster, amount_yen=5)
    time_machine.move_to("2024-03-02T00:00+09:00")
    correct(first, {"amount_yen": 7}, reason="transcription", words="5は誤り", by=None)

    def amounts(moments):
        return [each.amount_yen for each in told_of(disaster, moments)]

    assert amounts(read("")) == [7]
    assert amounts(Moments(recorded=end_of(datetime.date(2024, 3, 1)))) == [5]
    assert amounts(Moments(recorded=end_of(datetime.date(2024, 2, 29)))) == []


def test_a_merged_disaster_counts_from_its_merge_on(make_disaster, make_record, secretariat):
    whole, other = make_disaster("a"), make_disaster("b")
    make_record(other, amount_yen=5)
    before, after = timezone.now(), timezone.now() + datetime.timedelta(1)
    Disaster.objects.filter(pk=other.pk).update(merged_into=whole, merged_at=after, merged_by=secretariat)
    assert len(told_of(whole, Moments(recorded=before))) == 0
    assert len(told_of(whole, Moments(recorded=after))) == 1
    assert len(told_of(whole, Moments())) == 1


def test_what_had_not_begun_on_the_day_is_not_told(make_disaster, make_record):
    disaster = make_disaster()
    make_record(disaster, kind="staff", period_start=DAY, as_of=datetime.date(2024, 7, 1))
    assert len(told_of(disaster, Moments(on=DAY))) == 1
    assert len(told_of(disaster, Moments(on=DAY - datetime.timedelta(1)))) == 0


@pytest.mark.parametrize(
    ("facts", "day", "state"),
    [
        ({"state": "ended"}, "2024-02-18", "planned"),
        ({"state": "ended"}, "2024-02-19", "on_duty"),
        ({"state": "none"}, "2024-02-23", "on_duty"),
        ({"state": "on_duty"}, "2024-02-24", "ended"),
        ({"state": "on_duty", "period_end": None}, "2030-01-01", "on_duty"),
        ({"state": "ended", "period_end": None}, "2024-02-20", "ended"),
        ({"state": "ended", "period_start": None, "period_end": None}, "2024-02-20", "ended"),
        ({"state": "planned"}, "2024-07-01", "planned"),
        ({"state": "cancelled"}, "2024-02-20", "cancelled"),
        ({"state": "ended"}, None, "ended"),
    ],
)
def test_the_state_on_a_day_follows_the_period(facts, day, state):
    told = SupportRecordVersion(**{"kind": "staff", "period_start": DAY, "period_end": END} | facts)
    assert state_on(told, day and datetime.date.fromisoformat(day)) == state
