"""Letters, packing lists and labels, as page and PDF."""

import pypdfium2
import pytest

from common import pdf
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import AnswerPlace
from pamphlets.deliveries import shipping_papers, views
from pamphlets.ward_rules.models import WardPlace, WardRule
from tests.pdf import needs_pdf


@pytest.fixture
def taken(make_pamphlet, officer, ward_officer, minato_officer, koto, minato):
    """江東区 takes 300 copies, 港区 200; 江東区 alone named its address."""
    pamphlet = make_pamphlet(officer, [koto, minato], grams=20, copies_per_box=200, title="<b>秋</b>の案内")
    for by, ward, copies in ((ward_officer, koto, 300), (minato_officer, minato, 200)):
        answer = pamphlet.answers.get(organization=ward)
        answer_pamphlet(answer=answer, state="accepted", copies=copies, places=2, by=by)
    WardRule.objects.create(
        ward=koto, delivery_to="配布担当", delivery_address="江東区見本1-2-3", delivery_hours="平日"
    )
    return pamphlet


def address(pamphlet, **query):
    query = {"kind": "letter", "date": "令和8年2月28日", "number": "8堺企第１号"} | query
    return f"/board/pamphlets/{pamphlet.pk}/papers/", query


def test_the_letter_says_everything(browser, officer, taken):
    page = browser(officer).get(*address(taken)).content.decode()
    for words in ("江東区 企画課長 様", "8堺企第１号", "令和8年2月28日", "大阪府堺市", "300部", "約2箱、約6.0kg",  # noqa: E501
                  "江東区見本1-2-3", "港区 企画課長 様", "&lt;b&gt;秋"):  # fmt: skip
        assert words in page
    assert "届け先の住所が登録されていない区：港区" in page


def test_wards_may_be_chosen_and_others_are_not_shown(browser, officer, taken, minato):
    answer = taken.answers.get(organization=minato)
    page = browser(officer).get(*address(taken, wards=answer.pk)).content.decode()
    assert "港区 企画課長 様" in page
    assert "江東区 企画課長" not in page


def test_labels_only_where_an_address_is_known(browser, officer, taken, minato):
    page = browser(officer).get(*address(taken, kind="labels")).content.decode()
    assert page.count('class="label"') == 1
    only = browser(officer).get(
        *address(taken, kind="labels", wards=taken.answers.get(organization=minato).pk)
    )
    assert only.status_code == 400
    assert "届け先の住所を登録した区がない" in only.content.decode()


def test_copies_go_straight_to_places_that_take_them(taken, koto):
    answer = taken.answers.get(organization=koto)
    library = WardPlace.objects.create(ward=koto, name="図書館", takes_deliveries=True, address="江東区見本9")
    AnswerPlace.objects.create(answer=answer, place=library, place_name="図書館", copies=120)
    found = shipping_papers.destinations(answer, WardRule.objects.get(ward=koto))
    assert [(to.name, to.address, to.copies) for to in found] == [
        ("江東区 配布担当", "江東区見本1-2-3", 180),
        ("江東区 図書館", "江東区見本9", 120),
    ]


def test_the_load_is_estimated_and_unknown_stays_unknown(taken):
    assert str(shipping_papers.load_of(taken, 401)) == "約3箱、約8.0kg"
    taken.grams = taken.copies_per_box = None
    assert str(shipping_papers.load_of(taken, 401)) == ""


@pytest.mark.parametrize(
    "query", [{"kind": "x"}, {"date": "2026-02-29"}, {"wards": "999"}, {"number": "あ" * 41}, {"date": ""}]
)
def test_a_bad_wish_comes_back(browser, officer, taken, query):
    response = browser(officer).get(*address(taken, **query))
    assert response.status_code == 400
    assert "書類を作る" in response.content.decode()


def test_no_acceptance_no_paper(browser, officer, make_pamphlet, koto):
    pamphlet = make_pamphlet(officer, [koto])
    assert "受け入れの回答はまだありません" in browser(officer).get(*address(pamphlet)).content.decode()


@needs_pdf
@pytest.mark.parametrize(("kind", "pages"), [("letter", 2), ("packing", 2), ("labels", 1), ("label", 1)])
def test_the_pdf_has_its_pages_and_words(browser, officer, taken, kind, pages):
    response = browser(officer).get(*address(taken, kind=kind, **{"as": "pdf"}))
    assert response["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(response.content) as pdf:
        assert len(pdf) == pages
        assert "江東区" in "".join(page.get_textpage().get_text_range() for page in pdf)


def test_without_weasyprint_the_page_says_so(browser, officer, taken, monkeypatch):
    for module in (pdf, views):
        monkeypatch.setattr(module, "pdf_is_available", lambda: False)
    client = browser(officer)
    page = client.get(f"/board/pamphlets/{taken.pk}/delivery/").content.decode()
    assert "このサーバーではPDFを作れません" in page
    assert 'value="pdf"' not in page
    response = client.get(*address(taken, **{"as": "pdf"}))
    assert response.status_code == 302
    assert client.get(response.url).status_code == 200
