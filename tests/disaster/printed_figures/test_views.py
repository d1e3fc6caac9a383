"""数を資料に使う: numbers are chosen, kept, and given as text with all that they rest on."""

import datetime
import io
from urllib.parse import urlencode

import pytest
from django.utils.html import escape
from openpyxl import load_workbook

from common.append_only.actions import correct
from common.audit_log.models import AuditEntry
from disaster.figures.definitions import figure
from disaster.printed_figures.models import PrintedFigure

pytestmark = pytest.mark.django_db
BLANKETS = f"goods?{urlencode({'item': '毛布', 'unit': '個'})}"
USE = {"medium": "assembly", "medium_words": "令和8年第1回定例会", "printed_on": "令和6年3月1日"}


@pytest.fixture
def office(browser, secretariat):
    return browser(secretariat)


@pytest.fixture
def helped(make_disaster, make_record):
    """A disaster with money that is known, a donation that is not, and goods of two items."""
    disaster = make_disaster()
    make_record(disaster, amount_yen=30_000_000, is_partial=True, coverage="表の8行だけ")
    make_record(disaster, kind="donation", amount_yen=None)
    for item, quantity in (("毛布", 20), ("水", 3)):
        make_record(disaster, kind="goods", item=item, quantity=quantity, unit="個")
    return disaster


def use(client, disaster, query="", **typed):
    return client.post(f"/disaster/{disaster.pk}/figures/print/{query}", USE | typed)


def test_chosen_numbers_are_kept_and_given_as_text(office, helped, settings):
    assert f"/disaster/{helped.pk}/figures/print/" in office.get(helped.get_absolute_url()).text
    answer = use(office, helped, figures=["recovery-joint", BLANKETS])
    money, goods = PrintedFigure.objects.order_by("pk")
    assert (money.value, goods.value, goods.number) == (30_000_000, 20, "20個")
    assert money.about == helped.name
    assert AuditEntry.objects.filter(verb="disaster.figure_printed").count() == 2
    page = office.get(answer.url)
    for said in (
        f"{helped.name} 復興支援金（23区共同） 30,000,000円",
        "範囲：分かっている個票1件から計算。一部の記録（表の8行だけ）",
        "出典：試験の出典",
        f"{settings.SITE_URL}/disaster/figures/recovery-joint/?disaster={helped.pk}&amp;recorded=",
        "物資（毛布） 20個",
        "令和8年第1回定例会",
    ):
        assert said in page.text
    assert office.get(money.url_then).context["values"][0].value == 30_000_000


def test_what_is_printed_stays_as_it_was(office, make_disaster, make_record):
    disaster = make_disaster()
    first = make_record(disaster, amount_yen=5)
    paper = use(office, disaster, figures=["recovery-joint"]).url
    correct(first, {"amount_yen": 7, "source": "別の出典"}, reason="information", words="追加", by=None)
    text = office.get(paper).context["printed"][0][1]
    assert "5円" in text
    assert "出典：試験の出典" in text


def test_a_refused_choice_keeps_nothing(office, helped):
    for typed, sentence in (
        ({"figures": []}, "使う数を1つ以上選んでください"),
        ({"figures": ["nothing"]}, "nothing"),
        ({"figures": ["recovery-joint"], "medium_words": ""}, "どこに載せるかを入力してください"),
        ({"figures": ["recovery-joint", "donation-joint"]}, "「義援金（23区共同）」はまだ分からないため"),
        ({"figures": ["goods"]}, "goods"),
    ):
        answer = use(office, helped, **typed)
        assert (answer.status_code, sentence in answer.text) == (400, True), typed
    assert not PrintedFigure.objects.exists()


def test_the_days_of_the_page_are_kept(office, make_disaster, make_record):
    disaster = make_disaster()
    make_record(disaster, kind="staff", basis="heads", people=4, period_start="2024-02-19")
    make_record(disaster, kind="staff", basis="heads", people=5, period_start="2024-03-19")
    answer = use(office, disaster, "?on=2024-02-20", figures=["dispatch-heads"])
    assert PrintedFigure.objects.get().value == 4
    assert "令和6年2月20日の状態" in office.get(answer.url).context["printed"][0][1]


@pytest.mark.parametrize("query", ["", "?of=x", "?of=999999999999999999999", "?of=-1"])
def test_a_paper_of_nothing_says_so(office, query):
    assert "選ばれていません" in office.get(f"/disaster/figures/printed/paper/{query}").text


def test_a_draft_and_a_merged_disaster_have_no_numbers(office, make_disaster):
    assert office.get(f"/disaster/{make_disaster(draft=True).pk}/figures/print/").status_code == 404


def test_a_paper_asks_the_same_queries(office, make_disaster, make_record, django_assert_num_queries, helped):
    one = use(office, helped, figures=["recovery-joint"]).url
    three = use(office, helped, figures=["recovery-joint", "records", BLANKETS]).url
    office.get(one)
    with django_assert_num_queries(3):
        office.get(one)
    with django_assert_num_queries(3):
        office.get(three)


def test_goods_are_used_by_their_item(office, helped):
    page = office.get(f"/disaster/figures/goods/?disaster={helped.pk}")
    assert "数を資料に使う" not in page.text
    blankets = next(each for each in page.context["values"] if each.item == "毛布")
    page = office.get(blankets.get_absolute_url())
    assert "物資（毛布）" in page.text
    address = f"/disaster/figures/goods/print/{page.context['query']}"
    assert escape(address) in page.text
    assert office.post(address, USE).status_code == 302
    assert PrintedFigure.objects.get().number == "20個"


def test_the_chosen_numbers_as_a_table(office, helped, settings):
    paper = office.get(use(office, helped, "?on=2024-02-20", figures=["recovery-joint", BLANKETS]).url)
    address = f"/disaster/figures/printed/paper.xlsx?{paper.context['query']}"
    assert escape(address) in paper.text
    answer = office.get(address)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    header, money, goods = book.active.iter_rows(values_only=True)
    money = dict(zip(header, money, strict=True))
    assert (money["値"], money["単位"], money["規則の版"]) == (30_000_000, "円", 1)
    assert (money["収録の範囲"], money["出典"]) == ("表の8行だけ", "試験の出典")
    assert money["計算の規則"] == figure("recovery-joint").rule
    assert money["どの日の状態か"].date() == datetime.date(2024, 2, 20)
    assert money["この数のページ"].startswith(f"{settings.SITE_URL}/disaster/figures/recovery-joint/?")
    assert "recorded=" in money["この数のページ"]
    assert goods[2:4] == (20, "個")
    assert AuditEntry.objects.get(verb="disaster.printed_figures_exported").facts == {"rows": 2}
    assert PrintedFigure.objects.count() == 2
