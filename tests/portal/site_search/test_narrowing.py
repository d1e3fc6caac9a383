"""What was found is narrowed down by links, whose counts tell of nothing that the reader may not find."""

import datetime

import pytest

from common.search.actions import refresh_index_now
from common.search.models import IndexedText

BATH = {"prefectures": ["大分県"], "themes": ["tourism"]}
OPEN, CLOSED = ["public"], ["members"]


@pytest.fixture
def texts(put):
    put("温泉の催し", kind="イベント・展示", date=datetime.date(2025, 3, 31), **BATH)
    put("温泉の展示", kind="イベント・展示", date=datetime.date(2025, 4, 1), prefectures=["群馬県", "大分県"])
    put("温泉のある町", kind="会員自治体", prefectures=["群馬県"], themes=["tourism", "health"])
    for n in range(3):
        put(f"温泉の相談{n}", kind="掲示板", date=datetime.date(2024, 5, 1), audiences=CLOSED, **BATH)


def asked(client, **query):
    answer = client.get("/search/", {"q": "温泉", **query})
    assert answer.status_code == 200
    return answer.context


def choices(context):
    tabs = {tab["label"]: tab["count"] for tab in context["choices"].kinds}
    facets = {
        facet["label"]: {chip["label"]: chip["count"] for chip in facet["chips"]}
        for facet in context["choices"].facets
    }
    return tabs, facets


def test_each_choice_has_the_count_it_leads_to(visitor, texts):
    tabs, facets = choices(asked(visitor))
    assert tabs == {"すべて": 3, "イベント・展示": 2, "会員自治体": 1}
    assert facets == {
        "年度": {"令和7年度 (2025)": 1, "令和6年度 (2024)": 1},
        "都道府県": {"大分県": 2, "群馬県": 2},
        "テーマ": {"観光": 2, "健康": 1},
    }
    for query, titles in (
        ({"year": "2024"}, {"温泉の催し"}),
        ({"year": "2025"}, {"温泉の展示"}),
        ({"prefecture": "大分県"}, {"温泉の催し", "温泉の展示"}),
        ({"prefecture": "群馬県", "kind": "会員自治体"}, {"温泉のある町"}),
        ({"theme": "tourism"}, {"温泉の催し", "温泉のある町"}),
    ):
        assert {row.title for row in asked(visitor, **query)["result"].rows} == titles, query


def test_counts_beside_a_choice_are_of_what_else_could_be_chosen(visitor, texts):
    tabs, facets = choices(asked(visitor, prefecture="群馬県"))
    assert tabs == {"すべて": 2, "イベント・展示": 1, "会員自治体": 1}
    assert facets["都道府県"] == {"大分県": 2}
    (now,) = [facet["now"] for facet in asked(visitor, prefecture="群馬県")["choices"].facets if facet["now"]]
    assert now["label"] == "群馬県"


def test_a_visitor_counts_as_if_nothing_of_members_were_there(visitor, browser, officer, texts):
    before = choices(asked(visitor)), asked(visitor)["result"].count
    seen_by_member = choices(asked(browser(officer)))
    IndexedText.objects.exclude(audiences__contains=OPEN).delete()
    assert (choices(asked(visitor)), asked(visitor)["result"].count) == before
    assert seen_by_member[0]["掲示板"] == 3


@pytest.mark.parametrize("part", ["kind", "year", "prefecture", "theme", "page", "q"])
@pytest.mark.parametrize(
    "value", ["\x00", "x" * 2000, "'; --", "\ud800", "9999", "２０２５", "-1", "令和7年度"]
)
def test_no_value_of_the_address_breaks_the_page(visitor, texts, part, value):
    query = {"q": "温泉", part: value.encode("utf-8", "surrogatepass")}
    assert visitor.get("/search/", query).status_code in (200, 400)


def test_replies_have_the_choices_of_their_topic(browser, officer, topic, make_reply):
    make_reply(topic, officer, body="ひょうたん島の話")
    refresh_index_now(topic)
    _, facets = choices(browser(officer).get("/search/", {"q": "ひょうたん島"}).context)
    row = IndexedText.objects.get(parent_id=topic.pk)
    assert (row.prefectures, row.themes) == (["大阪府"], ["industry"])
    assert facets == {}
