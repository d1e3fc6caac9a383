import csv
import io

import openpyxl
import pytest

from disaster.disasters.models import AffectedArea
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
    assert "一部だけの記録です（出典の表のうち読み取れた8行）" in text
    assert text.count(">推論</span>") == 3
    assert "38,000,000" in text
    assert text.count(">予定</span>") == 4
    assert "令和6年7月1日(月)" in text
    assert "https://www.tokyo23city-kuchokai.jp/katsudo/noto_jishin.html" in text


def test_unknown_money_is_said_and_not_summed(visitor, make_disaster, give):
    disaster = make_disaster()
    give(disaster)
    page = visitor.get(disaster.get_absolute_url()).content.decode()
    assert "金額未確認" in page
    assert ">未確認<" in page
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
def test_queries_do_not_grow(visitor, make_disaster, give, sakai, kushiro, django_assert_num_queries, number):
    for index in range(number):
        disaster = make_disaster(f"d{index}")
        for _ in range(number):
            give(disaster, kushiro.local_government)
        AffectedArea.objects.create(disaster=disaster, local_government=sakai.local_government, source="x")
    with django_assert_num_queries(4):
        visitor.get("/disaster/")
    with django_assert_num_queries(4):
        visitor.get(disaster.get_absolute_url())
    with django_assert_num_queries(2):
        body(visitor.get("/disaster/support.csv"))


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
