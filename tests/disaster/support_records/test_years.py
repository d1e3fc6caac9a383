import pytest

from disaster.support_records.years import read_fiscal_year


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        *(
            ("2024", 2024),
            ("２０２４年度", 2024),
            ("令和6", 2024),
            ("令和６年度", 2024),
            ("R6", 2024),
            ("r6年", 2024),
        ),
        *(
            ("令和元年度", 2019),
            ("平成31年度", 2019),
            ("平成23年度 (2011)", 2011),
            ("令和 6 年度（2024）", 2024),
        ),
    ],
)
def test_a_fiscal_year_is_read_as_people_write_it(typed, year):
    assert read_fiscal_year(typed) == year


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "6",
        "06",
        "年度",
        "来年度",
        "令和0年度",
        "平成32年度",
        "20245",
        "1868",
        "9999",
        "\x00",
        "9" * 9000,
        "R6.7.1",
    ],
)
def test_what_is_no_year_is_none(typed):
    assert read_fiscal_year(typed) is None
