import csv
import io

import openpyxl
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from common.append_only.actions import correct
from disaster.disasters.models import Disaster
from disaster.facts import seed_data


@pytest.fixture
def loaded(local_governments):
    seed_data.load_seed_data()


def body(response):
    return response.getvalue()


def lines(response):
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"))))


def test_everybody_reads_what_is_published_and_only_the_secretariat_drafts(
    visitor, browser, officer, ward_officer, secretariat, make_disaster, give
):
    public, draft = make_disaster("a"), make_disaster("b", draft=True)
    give(draft)
    for client, sees in (
        (visitor, False),
        (browser(officer), False),
        (browser(ward_officer), False),
        (browser(secretariat), True),
    ):
        assert client.get(public.get_absolute_url()).status_code == 200
        assert client.get(draft.get_absolute_url()).status_code == (200 if sees else 404)
        assert (draft.name in client.get("/disaster/").content.decode()) == sees
        assert len(lines(client.get("/disaster/support.csv"))) == (4 if sees else 0)


def test_the_list_says_how_many_records_and_what_is_not_known(visitor, loaded):
    page = visitor.get("/disaster/").content.decode()
    assert (
        page.index("令和7年8月6日からの大雨") < page.index("令和6年能登半島地震") < page.index("東日本大震災")
    )
    assert "記録を確認中の災害（6件）" in page
    assert "発生日が分からない災害" in page
    assert "7,201" in page
    assert "延べ派遣者数" in page
    assert page.count("記録を確認中：復興支援金") == 4


def test_the_list_begins_with_sums_of_all_records_where_a_number_is_known(
    visitor, loaded, make_disaster, give
):
    def sums(query=""):
        return {each.figure.key: each.value for each in visitor.get(f"/disaster/{query}").context["sums"]}

    known = sums()
    assert known == {
        "recovery-joint": 38_000_000,
        "dispatch-heads": 32,
        "dispatch-wards": 7,
        "helped-governments": 7,
    }
    give(make_disaster("draft", draft=True))
    assert sums() == known
    assert sums("?type=staff") == sums("?recorded=2020-01-01") == {}


def test_a_ward_can_report_its_support_from_the_page_of_a_disaster(
    visitor, browser, officer, ward_officer, make_user, koto, secretariat, make_disaster
):
    disaster = make_disaster()
    ward_reader = make_user("reader@ward.example", koto, role="reader")
    for client, offered in (
        (visitor, False),
        (browser(officer), False),
        (browser(ward_officer), True),
        (browser(ward_reader), False),
        (browser(secretariat), False),
    ):
        page = client.get(disaster.get_absolute_url()).content.decode()
        assert (f'href="/disaster/{disaster.pk}/reports/new/"' in page) == offered


def test_filters_leave_the_disasters_with_such_a_record(visitor, loaded):
    def found(query):
        return [disaster.key for disaster in visitor.get(f"/disaster/?{query}").context["page"].rows]

    assert len(found("")) == 14
    assert found("type=goods") == ["higashinihon2011"]
    assert found("sender=新宿区") == ["noto2024"]
    assert found("type=money&sender=新宿区") == []
    assert found("type=staff") == ["noto2024", "r2-july", "kumamoto2016", "higashinihon2011"]


@pytest.mark.parametrize(
    "query",
    ["type=x", "disaster=x", "disaster=-1", "disaster=²", "disaster=9" + "9" * 40, "sender=%00", "page=x"],
)
def test_nonsense_in_the_address_is_no_filter_and_never_an_error(visitor, loaded, query):
    for path in ("/disaster/", "/disaster/support.csv", "/disaster/support.xlsx"):
        response = visitor.get(f"{path}?{query}")
        assert response.status_code == 200
        assert body(response)


def test_a_disaster_that_is_not_there_is_404(visitor, db):
    for pk in ("0", "4711", "9" * 30):
        assert visitor.get(f"/disaster/{pk}/").status_code == 404


def test_the_page_of_a_disaster_keeps_kinds_and_bases_separate(visitor, loaded):
    page = visitor.get("/disaster/?sender=新宿区").context["page"].rows[0].get_absolute_url()
    response = visitor.get(page)
    sums = {
        part.key: [(each.label, each.value) for each in part.figures] for part in response.context["parts"]
    }
    assert sums["money"] == [("復興支援金（23区共同）", 38_000_000)]
    assert sums["staff"][:2] == [("延べ派遣者数", 32), ("延べ派遣者数（予定）", 4)]
    text = response.content.decode()
    assert "分かっている個票3件から計算" in text
    assert "一部の記録（出典の表のうち読み取れた8行）" in text
    assert "一部だけの記録です" not in text  # the figures say it
    assert "職員派遣 罹災" not in text  # the heading says it
    assert text.count(">推論</span>") == 3
    assert "38,000,000" in text
    assert text.count(">予定</span>") == 4
    assert "令和6年7月1日(月)" in text
    assert "https://www.tokyo23city-kuchokai.jp/katsudo/noto_jishin.html" in text


def test_unknown_money_is_said_and_not_summed(visitor, make_disaster, give):
    disaster = make_disaster()
    give(disaster)
    page = visitor.get(disaster.get_absolute_url()).content.decode()
    assert page.count("確認中") == 1  # in its row, and nowhere else
    assert "金額は確認中" in page
    assert "時点不明" in page
    empty = make_disaster("empty")
    assert "まだ確認できていません" in visitor.get(empty.get_absolute_url()).content.decode()


def test_csv_has_a_bom_codes_as_text_and_no_formula(visitor, make_disaster, give, kushiro):
    give(make_disaster(name="=1+1"), kushiro.local_government, recipient="+釧路市")
    response = visitor.get("/disaster/support.csv")
    raw = body(response)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"012068" in raw
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    rows = lines(visitor.get("/disaster/support.csv"))
    assert len(rows) == 4
    assert rows[0]["災害"] == "'=1+1"
    assert rows[0]["支援先"] == "'+釧路市"
    assert rows[0]["金額（円）"] == "未確認"
    assert (rows[1]["人数"], rows[1]["人数の数え方"]) == ("4", "延べ派遣者数")


def test_tables_are_narrowed_by_the_same_filters(visitor, loaded):
    assert len(lines(visitor.get("/disaster/support.csv"))) == 32
    assert len(lines(visitor.get("/disaster/support.csv?type=money"))) == 10
    [row] = lines(visitor.get("/disaster/support.csv?type=staff&sender=品川区"))
    assert (row["支援先の団体コード"], row["支援した区の団体コード"]) == ("172022", "131091")
    disaster = visitor.get("/disaster/?type=goods").context["page"].rows[0]
    assert len(lines(visitor.get(f"/disaster/support.csv?disaster={disaster.pk}"))) == 9


def test_xlsx_keeps_codes_as_text(visitor, loaded):
    book = openpyxl.load_workbook(io.BytesIO(body(visitor.get("/disaster/support.xlsx"))))
    assert book.sheetnames == ["個票", "公表値", "数の定義"]
    counts = {}
    for sheet in book.worksheets[:2]:
        header, *rows = sheet.iter_rows(values_only=True)
        counts[sheet.title] = len(rows)
    assert counts == {"個票": 20, "公表値": 12}
    assert "045811" in {row[header.index("支援先の団体コード")] for row in rows}
    rules = {row[0]: row for row in book["数の定義"].iter_rows(values_only=True)}
    assert rules["復興支援金（23区共同）"][4] == 38_000_000


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    visitor, make_disaster, give, strike, sakai, kushiro, django_assert_num_queries, number
):
    for index in range(number):
        disaster = make_disaster(f"d{index}")
        for _ in range(number):
            give(disaster, kushiro.local_government)
        strike(disaster, sakai.local_government)
    ContentType.objects.get_for_model(Disaster)  # cached for the process
    with django_assert_num_queries(9):
        visitor.get("/disaster/")
    with django_assert_num_queries(11):
        visitor.get(disaster.get_absolute_url())
    with django_assert_num_queries(4):
        body(visitor.get("/disaster/support.csv"))
    for sheets in ("support.json", "support.xlsx"):
        with django_assert_num_queries(6):
            body(visitor.get(f"/disaster/{sheets}"))


def test_an_unchanged_page_is_304_until_something_changes(visitor, browser, officer, make_disaster):
    disaster = make_disaster()
    for path in ("/disaster/", disaster.get_absolute_url()):
        tag = visitor.get(path)["ETag"]
        again = visitor.get(path, headers={"if-none-match": tag})
        assert again.status_code == 304
        assert "Cookie" in again["Vary"]
        assert browser(officer).get(path, headers={"if-none-match": tag}).status_code == 200
        disaster.name += "改"
        disaster.save()
        assert visitor.get(path, headers={"if-none-match": tag}).status_code == 200


def test_7201_is_quoted_as_one_whole_with_its_parts(visitor, loaded):
    page = visitor.get("/disaster/?type=goods").context["page"].rows[0].get_absolute_url()
    response = visitor.get(page)
    whole = next(each for each in response.context["wholes"] if each.parts)
    assert whole.told.people == 7201
    assert {part.get_state_display(): part.people for part in whole.parts} == {
        "派遣中": 11,
        "終了": 7190,
        "予定": 0,
    }
    text = response.content.decode()
    for said in ("7,201人", "7,190人", "滞在日数に係わらない従事者数", "この災害の個票は、まだありません"):
        assert said in text
    assert response.context["parts"] == []


def test_a_printed_sum_is_compared_with_the_records_only_where_both_count_the_same(
    visitor, make_disaster, make_record, make_statement
):
    disaster = make_disaster()
    make_record(disaster, amount_yen=30_000_000)
    make_record(disaster, kind="staff", people=4, basis="heads")
    make_statement(disaster, amount_yen=38_000_000)
    make_statement(disaster, kind="staff", people=9, basis="persons")
    said = [each.comparison for each in visitor.get(disaster.get_absolute_url()).context["wholes"]]
    assert said == [
        "個票の計（30,000,000円）より8,000,000円多い数です。差の理由は分かっていません。",
        "個票とは数え方が違うため、比べられません。",
    ]


@pytest.mark.parametrize("part", ["year", "period", "ward", "recipient"])
def test_a_printed_part_is_not_compared_with_the_whole(
    visitor, make_disaster, make_record, make_statement, koto, part
):
    disaster, body = make_disaster(), koto.local_government
    make_record(disaster, amount_yen=30_000_000)
    make_record(disaster, amount_yen=2_000_000, giver="ward", sender_government=body)
    facts = {
        "year": {"window": "fiscal_year", "fiscal_year": 2023},
        "period": {"window": "period"},
        "ward": {"giver": "ward", "sender": "江東区", "sender_government": body},
        "recipient": {"recipient_government": body},
    }
    make_statement(disaster, amount_yen=1_000_000, **facts[part])
    (said,) = (each.comparison for each in visitor.get(disaster.get_absolute_url()).context["wholes"])
    assert said == "年度、区、支援先などを限った数のため、個票の計とは比べられません。"


def test_a_page_tells_what_was_said_on_a_day(visitor, make_disaster, make_record, time_machine):
    time_machine.move_to("2026-03-01T03:00Z")
    disaster = make_disaster()
    version = make_record(disaster, amount_yen=30_000_000)
    time_machine.move_to("2026-04-01T03:00Z")
    correct(version, {"amount_yen": 31_000_000}, reason="transcription", words="誤記", by=None)
    for path in (disaster.get_absolute_url(), "/disaster/", "/disaster/support.json"):
        assert "31" in visitor.get(path).content.decode().replace(",", "")
        before = visitor.get(f"{path}?recorded=2026-03-30").content.decode().replace(",", "")
        assert "30000000" in before
        assert "31000000" not in before
    page = visitor.get(f"{disaster.get_absolute_url()}?recorded=2026-03-30").content.decode()
    assert "令和8年3月30日(月)の終わりに" in page
    assert "これから来る日" in visitor.get("/disaster/?recorded=2099-01-01").content.decode()
    early = visitor.get(f"{disaster.get_absolute_url()}?on=2023-01-01").content.decode()
    assert "より前の日です" in early


def test_the_old_address_of_a_merged_disaster_leads_on(visitor, make_disaster, make_record, secretariat):
    old, new = make_disaster("a"), make_disaster("b")
    make_record(old, note="古い記録")
    Disaster.objects.filter(pk=old.pk).update(
        merged_into=new, merged_at=timezone.now(), merged_by=secretariat
    )
    response = visitor.get(old.get_absolute_url())
    assert (response.status_code, response["Location"]) == (302, new.get_absolute_url())
    assert "古い記録" in visitor.get(new.get_absolute_url()).content.decode()
    assert len(visitor.get("/disaster/").context["page"].rows) == 1
    assert len(lines(visitor.get(f"/disaster/support.csv?disaster={new.pk}"))) == 1


def test_the_json_is_as_its_document_says(visitor, loaded):
    found = visitor.get("/disaster/support.json").json()
    assert (len(found["records"]), len(found["statements"])) == (20, 12)
    whole = next(each for each in found["statements"] if each["people"] == 7201)
    assert [each["people"] for each in found["statements"] if each["part_of"] == whole["id"]] == [7190, 11, 0]
    written = (settings.BASE_DIR / "docs/support-json.md").read_text(encoding="utf-8")
    for row in (found, found["records"][0], found["statements"][0], found["figures"][0]):
        assert [name for name in row if f"`{name}`" not in written] == []
