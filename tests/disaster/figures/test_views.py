import pytest

from common.append_only.actions import correct
from disaster.disasters.models import Disaster
from disaster.figures.definitions import standing_figures


def page(client, address):
    return client.get(f"/disaster/figures/{address}")


def test_the_address_of_a_number_says_what_it_rests_on(visitor, make_disaster, make_record):
    disaster = make_disaster()
    first = make_record(disaster, amount_yen=5, source="区の発表", internal_note="内緒")
    make_record(disaster, amount_yen=None, is_partial=True, coverage="表のうち8行")
    correct(first, {"amount_yen": 30_000}, reason="transcription", words="桁の誤り", by=None)
    text = page(visitor, f"recovery-joint/?disaster={disaster.pk}").content.decode()
    for said in (
        "30,000",
        "分かっている個票1件",
        "ほかに確認中1件",
        "表のうち8行",
        "支援した団体の区分が「23区共同」の個票の金額の合計",
        "転記の訂正1件：桁の誤り",
        "区の発表",
    ):
        assert said in text
    assert "内緒" not in text


def test_the_history_tells_each_value_and_its_reason(visitor, make_disaster, make_record, secretariat):
    disaster, other = make_disaster(), make_disaster("other")
    first = make_record(disaster, amount_yen=5)
    make_record(disaster, kind="staff", people=3, basis="heads")
    second = correct(first, {"amount_yen": 7}, reason="information", words="追加の発表", by=None)
    correct(second, {"amount_yen": None}, reason="transcription", words="額は未確認", by=None)
    merged = make_record(other, amount_yen=100)
    Disaster.objects.filter(pk=other.pk).update(
        merged_into=disaster, merged_at=merged.recorded_at, merged_by=secretariat
    )
    history = page(visitor, f"recovery-joint/?disaster={disaster.pk}").context["history"]
    assert [(each.value, each.reasons) for each in history] == [
        (100, ("新規1件", "「見本の地震 other」の統合")),
        (None, ("転記の訂正1件：額は未確認",)),
        (7, ("新しい情報1件：追加の発表",)),
        (5, ("新規1件",)),
    ]


def test_days_that_cannot_be_taken_are_a_sentence(visitor, make_disaster, make_record):
    disaster = make_disaster()
    make_record(disaster, amount_yen=5)
    text = page(visitor, f"recovery-joint/?disaster={disaster.pk}&on=2020-01-01&recorded=2199-01-01")
    assert text.status_code == 200
    assert "災害の発生" in text.content.decode()
    assert "これから来る日です" in text.content.decode()


def test_a_fiscal_year_is_read_or_told(visitor, make_disaster, make_record):
    for fiscal_year in (2023, 2024):
        make_record(make_disaster(str(fiscal_year)), amount_yen=fiscal_year, fiscal_year=fiscal_year)
    for typed in ("令和6年度", "R6", "２０２４", "令和6年度 (2024)"):
        shown = page(visitor, f"recovery-joint/?year={typed}")
        assert [each.value for each in shown.context["values"]] == [2024]
        assert 'value="令和6年度"' in shown.text
    shown = page(visitor, "recovery-joint/?year=令和2年度")
    assert "この条件に合う個票はありません。" in shown.text
    assert "確認中" not in shown.text
    shown = page(visitor, "recovery-joint/?year=来年")
    assert [each.value for each in shown.context["values"]] == [4047]
    assert "「来年」は年度として読めません。" in shown.text
    assert "年度を限らずに表示しています。" in shown.text


@pytest.mark.parametrize(
    "query", ["disaster=x", "disaster=" + "9" * 40, "ward=%00", "year=99999", "job=%00", "on=x", "year=²"]
)
def test_nonsense_is_no_filter(visitor, db, query):
    assert page(visitor, f"records/?{query}").status_code == 200


def test_a_number_that_is_not_defined_is_404(visitor, db):
    assert page(visitor, "persons/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(visitor, make_disaster, make_record, django_assert_num_queries, number):
    for index in range(number):
        disaster = make_disaster(f"d{index}")
        first = make_record(disaster, amount_yen=5)
        for step in range(number):
            first = correct(first, {"amount_yen": 6 + step}, reason="information", words="x", by=None)
    with django_assert_num_queries(12):
        page(visitor, f"recovery-joint/?disaster={disaster.pk}")


@pytest.mark.parametrize("key", [each.key for each in standing_figures()])
def test_the_history_tells_nothing_of_a_draft(client, make_disaster, make_record, secretariat, key):
    disaster = make_disaster(draft=True, name="まだ公開しない災害")
    facts = {"kind": "staff", "people": 4, "basis": "heads", "internal_note": "内部のメモ"}
    version = make_record(disaster, **facts)
    correct(version, {"people": 5}, reason="information", words="公開しない説明", by=secretariat)
    for query in ("", f"?disaster={disaster.pk}"):
        shown = client.get(f"/disaster/figures/{key}/{query}")
        assert shown.context["history"] == []
        assert "公開しない" not in shown.text
