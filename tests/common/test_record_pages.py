"""How a record stands, and its 要点: the same for every room, on the page and in a mail."""

import datetime

import pytest
from django.template.loader import render_to_string

from common.work_items import Standing, due_with_days, key_points


def standing(**facts) -> str:
    return render_to_string("components/standing.html", {"standing": Standing(**facts)})


def test_how_it_stands_has_a_bar_where_there_is_a_count():
    html = standing(words="9/23区が回答", number=9, of=23)
    assert "9/23区が回答" in html
    assert 'width="39.1%"' in html


def test_a_count_of_none_draws_the_ground_alone():
    html = standing(words="0/23区が回答", of=23)
    assert "stands__ground" in html
    assert "stands__value" not in html
    assert "svg" not in standing(words="受付中")


def test_key_points_keep_their_order_and_leave_out_what_says_nothing():
    points = key_points(turn="港区", state="受付中", due="12月14日(月)まで")
    assert points == [("状態", "受付中"), ("次の期限", "12月14日(月)まで"), ("対応する人", "港区")]


def test_key_points_are_told_on_the_page_and_in_a_mail():
    points = {"points": key_points(state="受付中", turn="港区 <b>")}
    assert "<dt>対応する人</dt><dd>港区 &lt;b&gt;</dd>" in render_to_string(
        "components/key_points.html", points
    )
    assert render_to_string("components/key_points.txt", points).startswith("状態: 受付中\n対応する人: ")
    assert render_to_string("components/key_points.html", {"points": []}).strip() == ""


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-11-30T12:00+09:00", "令和8年12月14日(月)（あと10開庁日）"),
        ("2026-12-14T12:00+09:00", "令和8年12月14日(月)（今日まで）"),
        ("2026-12-16T12:00+09:00", "令和8年12月14日(月)（2開庁日超過）"),
    ],
)
def test_a_due_date_says_how_long(time_machine, today, words):
    time_machine.move_to(datetime.datetime.fromisoformat(today))
    assert due_with_days(datetime.date(2026, 12, 14)) == words
