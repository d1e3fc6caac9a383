"""What an asked ward sees of the others' answers: nobody's, who answered, or all (他区への公開)."""

import io

import openpyxl
import pytest

from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.ward_questions.actions import ask_back

ALL = {"江東区": "受け入れ", "港区": "辞退", "大田区": "問い合わせ中"}
SECRETS = ("棚がいっぱい", "120部", "江東 四郎")


@pytest.fixture
def answered(officer, make_pamphlet, koto, minato, ota, ward_officer, minato_officer, ota_officer, answer_of):
    """江東区 takes 120, 港区 declines, 大田区 asks back; `answered("names")`."""

    def make(shown):
        pamphlet = make_pamphlet(officer, [koto, minato, ota], answers_shown=shown)
        for ward, state, by, more in (
            (koto, "accepted", ward_officer, {"copies": 120}),
            (minato, "declined", minato_officer, {"remark": "棚がいっぱいです。"}),
        ):
            answer = answer_of(pamphlet, ward)
            answer_pamphlet(answer=answer, state=state, by=by, **more)
        ask_back(answer=answer_of(pamphlet, ota), text="箱はありますか。", by=ota_officer)
        return pamphlet

    return make


def cells(response):
    return {cell["name"]: cell["word"] for cell in response.context["cells"]}


def sheet(client, pamphlet):
    response = client.get(f"{pamphlet.get_absolute_url()}answers.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    response.close()
    return {row[1]: row[2:] for row in list(book.active.iter_rows(values_only=True))[1:]}


@pytest.mark.parametrize("shown", ["nobody", "names", "all"])
@pytest.mark.parametrize("who", ["officer", "reader", "secretariat"])
def test_answers_are_all_shown_to_who_asked_and_to_the_secretariat(browser, request, answered, shown, who):
    pamphlet, client = answered(shown), browser(request.getfixturevalue(who))
    page = client.get(pamphlet.get_absolute_url())
    assert cells(page) == ALL
    for secret in SECRETS:
        assert secret in page.content.decode()
    rows = sheet(client, pamphlet)
    assert (rows["江東区"][0], rows["江東区"][1]) == ("受け入れ", 120)
    assert rows["港区"][4] == "棚がいっぱいです。"


@pytest.mark.parametrize(
    ("shown", "others"),
    [
        ("nobody", {"江東区": "非公開", "港区": "非公開"}),
        ("names", {"江東区": "回答済み", "港区": "回答済み"}),
        ("all", {"江東区": "受け入れ", "港区": "辞退"}),
    ],
)
def test_answers_are_shown_to_a_ward_as_was_chosen(browser, ota_officer, answered, shown, others):
    pamphlet, client = answered(shown), browser(ota_officer)
    page = client.get(pamphlet.get_absolute_url())
    assert cells(page) == others | {"大田区": "問い合わせ中"}  # its own it always sees
    rows = sheet(client, pamphlet)
    assert {name: row[0] for name, row in rows.items()} == others | {"大田区": "問い合わせ中"}
    hidden = shown != "all"
    for secret in SECRETS:
        assert (secret in page.content.decode()) != hidden
    assert all(value is None for value in rows["江東区"][1:]) == hidden
    assert ("区が回答" in page.text) == (shown != "nobody")
    assert ("120部を受け入れ" in page.text) != hidden
    assert "残り 880部" in page.content.decode()  # what it needs to answer


@pytest.mark.parametrize("shown", ["nobody", "names"])
def test_that_a_ward_asked_back_is_part_of_its_answer(browser, ward_officer, answered, shown):
    page = browser(ward_officer).get(answered(shown).get_absolute_url())
    assert cells(page)["大田区"] == {"nobody": "非公開", "names": "回答待ち"}[shown]
    assert "箱はありますか" not in page.content.decode()


def test_a_hidden_cell_looks_the_same_whatever_was_answered(browser, ota_officer, answered):
    found = browser(ota_officer).get(answered("nobody").get_absolute_url()).context["cells"]
    looks = {
        tuple(sorted(cell.items() - {("name", cell["name"])})) for cell in found if cell["name"] != "大田区"
    }
    assert looks == {(("look", "is-hidden"), ("word", "非公開"))}


def test_the_list_counts_no_silent_wards_where_answers_are_hidden(browser, ota_officer, officer, answered):
    answered("nobody")
    row = "<span>未回答"
    assert row not in browser(ota_officer).get("/board/pamphlets/").content.decode()
    assert row in browser(officer).get("/board/pamphlets/").content.decode()


@pytest.mark.parametrize("q", ["棚がいっぱい", "江東 四郎", "箱はありますか"])
def test_the_search_finds_no_answers(answered, ota_officer, officer, q):
    refresh_index_now(answered("nobody"))
    for user in (ota_officer, officer):
        assert not search_texts(q, audiences=audiences.audiences_of(user)).rows
