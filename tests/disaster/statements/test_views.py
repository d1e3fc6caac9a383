"""What sources printed, over all disasters."""

import datetime

import pytest

from disaster.facts.seed_data import load_seed_data

pytestmark = pytest.mark.django_db
PATH = "/disaster/statements/"


def found(client, query="") -> list:
    return client.get(f"{PATH}?{query}").context["page"].rows


def test_all_public_statements_with_what_they_count(visitor, local_governments):
    load_seed_data()
    assert len(found(visitor)) == 12
    page = visitor.get(f"{PATH}?q=どこにもない言葉").content.decode()
    assert "条件に合う公表値はありません" in page
    text = visitor.get(PATH).content.decode()
    for said in ("7,201人", "滞在日数に係わらない従事者数", "内訳", "東日本大震災"):
        assert said in text
    assert "全件<" not in text  # no source says so
    people = [row.people for row in found(visitor, "q=派遣") if row.source.startswith("http://www.tokyo23")]
    assert people[0] == 7201  # the whole before its parts
    assert set(people[1:4]) == {7190, 11, 0}
    assert PATH in visitor.get("/disaster/").content.decode()


def test_filters(visitor, make_disaster, make_statement):
    first, other = make_disaster("a"), make_disaster("b")
    make_statement(first, amount_yen=1, source="区の発表", as_of=datetime.date(2024, 3, 31))
    make_statement(
        other, amount_yen=2, is_partial=True, fiscal_year=2024, window="fiscal_year", note="速報の数"
    )
    make_statement(make_disaster("c", draft=True), amount_yen=3)

    def amounts(query):
        return sorted(row.amount_yen for row in found(visitor, query))

    assert amounts("") == [1, 2]
    for query, expected in (
        (f"disaster={first.pk}", [1]),
        ("source=区の発表", [1]),
        ("scope=silent", [1]),
        ("scope=said", []),
        ("scope=part", [2]),
        ("year=2023", [1]),
        ("year=２０２４", [2]),
        ("q=速報", [2]),
        ("q=速報 区の発表", []),
    ):
        assert amounts(query) == expected, query


@pytest.mark.parametrize(
    "query", ["disaster=x", "disaster=" + "9" * 40, "year=²", "scope=x", "q=%00", "page=x"]
)
def test_nonsense_is_no_error(visitor, query):
    assert visitor.get(f"{PATH}?{query}").status_code == 200


def test_a_fiscal_year_is_read_or_told(visitor, make_disaster, make_statement):
    for fiscal_year in (2023, 2024):
        make_statement(make_disaster(str(fiscal_year)), amount_yen=fiscal_year, fiscal_year=fiscal_year)
    shown = visitor.get(f"{PATH}?year=令和６年度")
    assert [row.amount_yen for row in shown.context["page"].rows] == [2024]
    shown = visitor.get(f"{PATH}?year=6")
    assert len(shown.context["page"].rows) == 2
    assert "「6」は年度として読めません。" in shown.text


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(visitor, make_disaster, make_statement, django_assert_num_queries, number):
    for place in range(number):
        make_statement(make_disaster(f"d{place}"), amount_yen=1)
    with django_assert_num_queries(5):
        visitor.get(PATH)
