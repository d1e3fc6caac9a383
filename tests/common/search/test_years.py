"""The same year in other words, found both ways."""

import datetime

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType

from common.search import years
from common.search.models import IndexedText
from common.search.normalisation import jnorm
from common.search.queries import search_texts
from members.sections.models import Section


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("r7", ["令和7年", "2025年"]),
        ("令和7年", ["2025年", "r7年", "r7."]),
        ("2025年", ["令和7年", "r7年"]),
        ("2025年度", ["令和7年度", "r7年度"]),
        ("令和7年度", ["2025年度", "r7年度"]),
        ("令和元年", ["令和1年", "2019年", "平成31年"]),
        ("平成31年度", ["令和元年度", "2019年度"]),
        ("昭和64年", ["平成元年", "1989年"]),
        ("2025", ["令和7年"]),
        ("h30年度", ["平成30年度", "2018年度"]),
        ("令和7年度予算", ["2025年度予算"]),
        ("2025年11月8日", ["令和7年11月8日"]),
    ],
)
def test_other_words_of_a_year(word, some):
    found = years.other_year_names(word)
    assert [way for way in some if way not in found] == []
    assert word not in found


@pytest.mark.parametrize(
    "word",
    [
        "防災",
        "r0",
        "令和0年",
        "平成40年",
        "昭和0年",
        "1234年",
        "9999年",
        "ver7年",
        "12025年",
        "令和6年度令和7年度",
        "r7f",
    ],
)
def test_words_that_name_no_year_or_two(word):
    assert years.other_year_names(word) == []


def test_a_year_without_end_is_not_reached():
    with time_machine.travel(datetime.datetime(2026, 4, 1, 9, tzinfo=datetime.UTC)):
        assert years.other_year_names("令和99年") != []
        assert years.other_year_names("2200年") == []


WRITTEN = [
    "令和７年の催し",
    "R7.11.8 の会議",
    "2025年の計画",
    "Ｒ７年度方針",
    "令和 7 年度 事業",
    "２０２５年度報告",
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("令和7年", [0, 1, 2, 3, 4, 5]),
        ("Ｒ７年", [0, 1, 2, 3, 4, 5]),
        ("2025年", [0, 1, 2, 3, 4, 5]),
        ("令和7年度", [3, 4, 5]),
        ("2025年度", [3, 4, 5]),
        ("R7年度", [3, 4, 5]),
        ("令和6年", []),
        ("2019年", []),
    ],
)
def test_recall_of_years(typed, expected):
    kind = ContentType.objects.get_for_model(Section)
    for number, title in enumerate([*WRITTEN, "令和17年の見通し", "server1.0 ver31.2 の更新", "R70"]):
        IndexedText.objects.create(
            object_type=kind,
            object_id=number,
            kind="投稿",
            title=title,
            url=f"/{number}/",
            audiences=["public"],
        )
    found = {row.title for row in search_texts(typed, audiences=["public"]).rows}
    assert found == {WRITTEN[number] for number in expected}


def test_ways_are_normalised():
    for word in ("令和7年", "2019年", "h1"):
        assert all(jnorm(way) == way for way in years.other_year_names(word))
