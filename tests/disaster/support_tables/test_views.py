import datetime

import pytest

from disaster.facts import seed_data


def test_sums_by_ward_and_by_year_are_those_of_the_records(visitor, local_governments):
    seed_data.load_seed_data()
    page = visitor.get("/disaster/tables/")
    assert "9人" in page.text
    assert ".00" not in page.text
    context = page.context
    assert {bar["label"]: bar["value"] for bar in context["ward_bars"]} == {
        "新宿区": 4,
        "練馬区": 9,
        "北区": 5,
        "品川区": 3,
        "渋谷区": 3,
        "墨田区": 5,
        "豊島区": 3,
    }
    assert [(year, cell.sent) for year, cell in context["years"]] == [("令和5年度 (2023)", 32)]
    assert sum(row["sent"] for row in context["rows"]) == 32


def test_what_is_unknown_is_said_and_plans_are_not_counted(visitor, make_disaster, make_record, koto):
    ward = {"kind": "staff", "giver": "ward", "sender": "江東区", "sender_government": koto.local_government}
    disaster = make_disaster()
    make_record(disaster, **ward)
    make_record(disaster, people=9, basis="heads", state="planned", **ward)
    make_record(disaster, people=7, basis="persons", **ward)
    page = visitor.get("/disaster/tables/")
    assert [(row["sent"], row["unknown"]) for row in page.context["rows"]] == [(None, 1)]
    assert "年度が分からない記録" in page.content.decode()
    assert "確認中" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(visitor, make_disaster, make_record, koto, django_assert_num_queries, number):
    for index in range(number):
        make_record(
            make_disaster(f"d{index}"),
            kind="staff",
            giver="ward",
            sender="江東区",
            sender_government=koto.local_government,
            people=3,
            basis="heads",
            period_start=datetime.date(2024, 1, 1 + index),
        )
    with django_assert_num_queries(4):
        assert "江東区" in visitor.get("/disaster/tables/").content.decode()
