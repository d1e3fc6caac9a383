import datetime
import io
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from common.spreadsheets import writing

MOMENT = datetime.datetime(2026, 3, 31, 15, 30, 12, 345, tzinfo=datetime.UTC)


def content(response):
    return b"".join(response.streaming_content)


def workbook(header, rows, **options):
    response = writing.xlsx_response("会員一覧", header, rows, **options)
    book = load_workbook(io.BytesIO(content(response)))
    response.file_to_stream.close()
    return book.active


def csv_text(header, rows, **options):
    return content(writing.csv_response("会員一覧", header, rows, **options)).decode()


def test_xlsx_is_a_workbook_people_can_use():
    made = workbook(
        ["コード", "名称", "人口"], [["012068", "釧路市", 1234], ["271403", "堺市", None]], text_columns=(0,)
    )
    assert made.title == "会員一覧"
    assert made.freeze_panes == "A2"
    assert made.auto_filter.ref == "A1:C3"
    assert [[cell.value for cell in row] for row in made.rows] == [
        ["コード", "名称", "人口"],
        ["012068", "釧路市", 1234],
        ["271403", "堺市", None],
    ]
    assert made["A1"].font.bold
    assert (made["A2"].data_type, made["A2"].number_format) == ("s", "@")
    assert made.column_dimensions["B"].width >= 9


def test_xlsx_is_sent_under_its_japanese_name():
    response = writing.xlsx_response("会員一覧", ["a"], [])
    assert "filename*=utf-8''%E4%BC%9A%E5%93%A1%E4%B8%80%E8%A6%A7.xlsx" in response["Content-Disposition"]
    assert response["Content-Type"] == writing.XLSX
    response.file_to_stream.close()


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\uff1d1+1"])
def test_no_cell_starts_a_formula(text):
    cell = workbook(["a"], [[text]])["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert f"'{text}" in csv_text(["a"], [[text]])


def test_xlsx_takes_numbers_from_text_columns_as_text():
    cell = workbook(["コード"], [[12068]], text_columns=[0])["A2"]
    assert (cell.value, cell.data_type) == ("12068", "s")


def test_xlsx_values():
    made = workbook(
        list("abcdef"), [[MOMENT, datetime.date(2026, 4, 1), True, Decimal("1.5"), "a\x00b", "x" * 40_000]]
    )
    values = [cell.value for cell in made[2]]
    assert values[0] == datetime.datetime(2026, 4, 1, 0, 30, 12)  # noqa: DTZ001  a sheet has no zones
    assert values[1:5] == [datetime.datetime(2026, 4, 1), "はい", 1.5, "ab"]  # noqa: DTZ001
    assert len(values[5]) == 32_767


def test_a_day_before_excel_counts_is_written_out():
    days = datetime.date(1889, 4, 1), datetime.date(1900, 2, 28), datetime.date(1900, 3, 1)
    found = [row[0].value for row in workbook(["市制施行"], [[day] for day in days]).iter_rows(min_row=2)]
    assert [str(day) for day in found] == ["1889-04-01", "1900-02-28", "1900-03-01 00:00:00"]


def test_csv_is_what_excel_in_japan_opens():
    text = csv_text(["コード", "名称"], [["012068", "釧路市"], ["1", 'a"b\n']], text_columns=(0,))
    assert text == '\ufeffコード,名称\r\n012068,釧路市\r\n1,"a""b\n"\r\n'


def test_csv_values():
    row = [MOMENT, datetime.date(2026, 4, 1), None, False, -5, 1.5]
    assert csv_text(["a"], [row]).split("\r\n")[1] == "2026-04-01 00:30:12,2026-04-01,,いいえ,-5,1.5"


def test_csv_streams():
    read = []

    def rows():
        for i in range(5000):
            read.append(i)
            yield [i]

    stream = iter(writing.csv_response("a", ["a"], rows()).streaming_content)
    next(stream)
    next(stream)
    assert 0 < len(read) < 1000
    assert sum(chunk.count(b"\r\n") for chunk in stream) + 500 == 5001


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_any_text_makes_a_sheet(row):
    made = workbook(["a"] * len(row), [row])
    assert all(cell.data_type != "f" for cells in made.rows for cell in cells)
    assert csv_text(["a"], [row])


@pytest.mark.parametrize("name", ["", "a/b:c*?[x]", "'", "長" * 60])
def test_any_name_makes_a_sheet_title(name):
    assert 0 < len(writing._sheet_title(name)) <= 31
    assert timezone.is_aware(MOMENT)
