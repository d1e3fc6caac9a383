import datetime

import pytest

DAY = datetime.date(2026, 1, 9)


@pytest.fixture
def event(make_event):
    return make_event("堺の展示", starts_on=DAY, ends_on=datetime.date(2026, 3, 3))


def test_moved_it_keeps_the_days_of_before(browser, secretariat, event, visitor):
    client, path = browser(secretariat), f"/events/{event.pk}/holding/"
    new = {"holding": "rescheduled", "starts_on": "R8.2.1", "ends_on": "R8.3.10", "note": "改修のため"}
    assert client.post(path, new).status_code == 302
    client.post(path, new)
    event.refresh_from_db()
    assert (event.starts_on, event.former_starts_on) == (datetime.date(2026, 2, 1), DAY)
    assert event.sequence == 1
    page = visitor.get(event.get_absolute_url()).content.decode()
    assert "日程が変わりました" in page
    assert "改修のため" in page


def test_cancelled_and_planned_again(browser, secretariat, event):
    client, path = browser(secretariat), f"/events/{event.pk}/holding/"
    numbers = []
    for holding in ("cancelled", "cancelled", "postponed", "planned"):
        client.post(path, {"holding": holding, "note": ""})
        event.refresh_from_db()
        numbers.append((event.holding, event.sequence))
    assert numbers == [("cancelled", 1), ("cancelled", 1), ("postponed", 2), ("planned", 3)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"holding": "rescheduled"}, "新しい開始日を入力"),
        ({"holding": "rescheduled", "starts_on": "2026-03-01", "ends_on": "2026-02-01"}, "開始日以後"),
        (
            {"holding": "rescheduled", "starts_on": "2026-01-09", "ends_on": "2026-03-03"},
            "いまの開催日と同じ",
        ),
        ({"holding": "cancelled", "starts_on": "2026-02-01"}, "日程変更を選んだとき"),
        ({"holding": "x"}, "選"),
    ],
)
def test_what_makes_no_sense_is_refused(browser, secretariat, event, fields, words):
    response = browser(secretariat).post(f"/events/{event.pk}/holding/", fields)
    assert response.status_code == 400
    assert words in response.content.decode()
    event.refresh_from_db()
    assert (event.holding, event.starts_on, event.sequence) == ("planned", DAY, 0)
