import datetime

import pytest

from events.opening_hours.status import status_of


def day(text):
    return datetime.date.fromisoformat(text)


def at(text):
    return datetime.datetime.fromisoformat(f"{text}+09:00")


def words(event, moment):
    return [word for word, _ in status_of(event, at(moment)).tags]


@pytest.fixture
def exhibition(make_event):
    event = make_event(starts_on=day("2026-01-09"), ends_on=day("2026-03-03"))
    for number in range(5):
        event.opening_rules.create(day=number, opens=datetime.time(10), closes=datetime.time(17))
    return event


@pytest.mark.parametrize(
    ("moment", "word", "said", "until"),
    [
        ("2026-01-08T23:59", "これから", "", None),
        ("2026-01-09T09:00", "開催中", "今日は10:00に開きます（10:00-17:00）。", "2026-01-09T10:00"),
        ("2026-01-09T10:00", "開催中", "今日は開いています（10:00-17:00）。", "2026-01-09T17:00"),
        (
            "2026-01-09T17:00",
            "開催中",
            "今日の開場は終わりました（10:00-17:00）。次は令和8年1月13日(火) 10:00-17:00です。",
            None,
        ),
        ("2026-01-12T12:00", "開催中", "今日は休みです。次は令和8年1月13日(火) 10:00-17:00です。", None),
        ("2026-03-03T18:00", "開催中", "今日の開場は終わりました（10:00-17:00）。", None),
        ("2026-03-04T00:00", "終了", "", None),
    ],
)
def test_an_exhibition_day_by_day(exhibition, moment, word, said, until):
    status = status_of(exhibition, at(moment))
    assert [tag for tag, _ in status.tags] == [word]
    assert status.open_now == said
    assert status.until == (at(until) if until else None)


def test_an_event_of_one_day_is_over_when_its_time_is(make_event):
    event = make_event(starts_on=day("2026-03-12"), starts_at=datetime.time(14), ends_at=datetime.time(16))
    assert words(event, "2026-03-11T12:00") == ["これから"]
    before = status_of(event, at("2026-03-12T09:00"))
    assert [tag for tag, _ in before.tags] == ["本日開催"]
    assert before.until == at("2026-03-12T16:00")
    assert words(event, "2026-03-12T16:00") == ["終了"]


def test_what_is_called_off_has_no_phase_and_what_is_moved_has_both(make_event):
    fields = {"starts_on": day("2026-03-12")}
    assert words(make_event(holding="cancelled", **fields), "2026-03-12T09:00") == ["中止"]
    assert words(make_event(holding="postponed", **fields), "2026-03-11T09:00") == ["延期"]
    moved = make_event(holding="rescheduled", former_starts_on=day("2026-03-01"), **fields)
    assert words(moved, "2026-03-11T09:00") == ["日程変更", "これから"]


def test_without_a_known_day_nothing_is_made_up(make_event):
    month = make_event(starts_on=day("2026-03-01"), date_precision="month")
    assert words(month, "2026-03-15T09:00") == ["これから"]
    assert words(month, "2026-04-01T09:00") == ["終了"]
    assert words(make_event(starts_on=None, date_precision="unknown"), "2026-03-15T09:00") == []
    assert words(make_event(kind="milestone"), "2026-03-15T09:00") == []
