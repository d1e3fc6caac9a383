"""Letters, packing lists and labels, as pages to print."""

import pytest

from pamphlets.answers.models import AnswerPlace
from pamphlets.deliveries import shipping_papers
from pamphlets.ward_rules.models import WardPlace, WardRule


def address(pamphlet, **query):
    query = {"kind": "letter", "date": "令和8年2月28日", "number": "8堺企第１号"} | query
    return f"/board/pamphlets/{pamphlet.pk}/papers/", query


def test_the_letter_says_everything(browser, officer, addressed):
    page = browser(officer).get(*address(addressed)).content.decode()
    for words in ("江東区 企画課長 様", "8堺企第１号", "令和8年2月28日", "大阪府堺市", "300部", "約2箱、約6.0kg",  # noqa: E501
                  "江東区見本1-2-3", "港区 企画課長 様", "&lt;b&gt;秋"):  # fmt: skip
        assert words in page
    assert "届け先の住所が登録されていない区：港区" in page


def test_wards_may_be_chosen_and_others_are_not_shown(browser, officer, addressed, minato):
    answer = addressed.answers.get(organization=minato)
    page = browser(officer).get(*address(addressed, wards=answer.pk)).content.decode()
    assert "港区 企画課長 様" in page
    assert "江東区 企画課長" not in page


def test_labels_only_where_an_address_is_known(browser, officer, addressed, minato):
    page = browser(officer).get(*address(addressed, kind="labels")).content.decode()
    assert page.count('class="label"') == 1
    only = browser(officer).get(
        *address(addressed, kind="labels", wards=addressed.answers.get(organization=minato).pk)
    )
    assert only.status_code == 400
    assert "届け先の住所を登録した区がない" in only.content.decode()


def test_copies_go_straight_to_places_that_take_them(addressed, koto):
    answer = addressed.answers.get(organization=koto)
    library = WardPlace.objects.create(ward=koto, name="図書館", takes_deliveries=True, address="江東区見本9")
    AnswerPlace.objects.create(answer=answer, place=library, place_name="図書館", copies=120)
    found = shipping_papers.destinations(answer, WardRule.objects.get(ward=koto))
    assert [(to.name, to.address, to.copies) for to in found] == [
        ("江東区 配布担当", "江東区見本1-2-3", 180),
        ("江東区 図書館", "江東区見本9", 120),
    ]


def test_the_load_is_estimated_and_unknown_stays_unknown(addressed):
    assert str(shipping_papers.load_of(addressed, 401)) == "約3箱、約8.0kg"
    addressed.grams = addressed.copies_per_box = None
    assert str(shipping_papers.load_of(addressed, 401)) == ""


@pytest.mark.parametrize(
    "query", [{"kind": "x"}, {"date": "2026-02-29"}, {"wards": "999"}, {"number": "あ" * 41}, {"date": ""}]
)
def test_a_bad_wish_comes_back(browser, officer, addressed, query):
    response = browser(officer).get(*address(addressed, **query))
    assert response.status_code == 400
    assert "書類を作る" in response.content.decode()


def test_no_acceptance_no_paper(browser, officer, make_pamphlet, koto):
    pamphlet = make_pamphlet(officer, [koto])
    assert "受け入れの回答はまだありません" in browser(officer).get(*address(pamphlet)).content.decode()
