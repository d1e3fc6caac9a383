"""Sheets that people hand in: read as text, refused with a place and a sentence."""

import datetime
import io
import time
import zipfile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from common import text as common_text
from common.spreadsheets import limits, reading, writing
from tests import sample_files

TITLES = ["コード", "名称", "日付"]


def book(*rows, title="一覧", change=None):
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    if change:
        change(made)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def read(content, name="a.xlsx", **options):
    return reading.read_table(
        sample_files.upload(name, content), **{"sheet": "一覧", "known": TITLES, **options}
    )


def refused(content, name="a.xlsx", **options):
    with pytest.raises(ValidationError) as caught:
        read(content, name, **options)
    return "\n".join(caught.value.messages)


def content_of(response):
    content = b"".join(response.streaming_content)
    if hasattr(response, "file_to_stream"):
        response.file_to_stream.close()
    return content


def cells(table):
    return [row.cells for row in table.rows]


def test_cells_are_what_excel_shows():
    row = [271403.0, "堺市", datetime.datetime(2026, 4, 1)]  # noqa: DTZ001  a cell has no zone
    assert cells(read(book(TITLES, row))) == [["271403", "堺市", "2026-04-01"]]
    assert cells(read(book(TITLES, [1.5, True, datetime.date(2024, 2, 29)]))) == [
        ["1.5", "はい", "2024-02-29"]
    ]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("堺市_x000D_\n企画課", "堺市\n企画課"),
        ("堺市_x000d_企画課", "堺市\n企画課"),
        ("_x0041_B", "AB"),
        ("_x005F_x000D_", "_x000D_"),  # typed like that
        ("_x00zz_と_x12_", "_x00zz_と_x12_"),
        ("\u3164_x000D_\n", ""),
    ],
)
def test_what_excel_writes_for_a_line_break_is_one(stored, shown):
    assert cells(read(book(TITLES, ["1", stored, "x"]))) == [["1", shown, "x"]]


@pytest.mark.parametrize("stored", ["a_x0000_", "_xD83D_", "a_x202E_b"])
def test_what_excel_writes_for_a_refused_character_is_refused(stored):
    assert "B2に" in refused(book(TITLES, ["1", stored, "x"]))


def test_rows_have_the_number_of_excel_and_empty_ones_are_left_out():
    table = read(book(["会員一覧"], [], TITLES, ["1"], [], [None, " 　"], ["2"]))
    assert table.header == TITLES
    assert [(row.number, row.cells) for row in table.rows] == [(4, ["1", "", ""]), (7, ["2", "", ""])]


def test_titles_are_known_in_any_order_and_width():
    table = read(book(["名 称", "ｺｰﾄﾞ※", "備考\n欄"], ["堺市", "1", "x"]))
    assert table.header == ["名称", "コード", "備考欄"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("comma", [",", "\t"])
def test_csv_of_every_kind(encoding, comma):
    text = f'コード{comma}名称\r\n="012068"{comma}"釧路{comma}\n市"\r\n\r\n{comma}堺市\r\n'
    table = read(text.encode(encoding), "a.csv" if comma == "," else "a.txt")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ["012068", f"釧路{comma}\n市"]),
        (4, ["", "堺市"]),
    ]


def test_a_formula_is_refused_with_its_place():
    assert "B2に数式があります" in refused(book(TITLES, ["1", "=1+1"]))
    assert "A2に数式があります" in refused("コード,名称\n=1+1,x".encode(), "a.csv")
    many = refused(book(TITLES, *[["=1", "=2", "=3"]] * 30))
    assert many.count("数式") == limits.MAX_ERRORS
    assert "ほかにもあります" in many


def test_an_error_value_is_refused_with_its_place():
    def spoil(made):
        made.active["B2"].value = "#N/A"
        made.active["B2"].data_type = "e"

    assert "B2がエラー（#N/A）" in refused(book(TITLES, ["1", "x"], change=spoil))


@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-1", "@x", "'=1", "''@", "＝1+1", "'plain", "改\n行", "_x000D_"]
)
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_what_is_written_is_read_again(text, name):
    respond = writing.xlsx_response if name.endswith("xlsx") else writing.csv_response
    response = respond("一覧", TITLES, [["012068", text, "x"]], text_columns=(0, 1))
    assert cells(read(content_of(response), name)) == [["012068", text, "x"]]


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20))
def test_any_text_comes_back_from_csv(text):
    response = writing.csv_response("一覧", TITLES, [["1", text, ""]])
    expected = common_text.normalise(text)
    assert cells(read(content_of(response), "a.csv"))[0][1] == expected


def test_an_old_workbook_is_refused_with_the_way_out():
    assert "xlsxで保存し直してください" in refused(sample_files.OLD_OFFICE, "表.xls")


def test_ten_thousand_rows_are_refused_quickly():
    response = writing.xlsx_response("一覧", TITLES, ([str(n), "x" * 20, ""] for n in range(10_000)))
    content = content_of(response)
    began = time.process_time()
    assert "5,000行以内に分けて" in refused(content)
    assert "5,000行以内に分けて" in refused(("コード\n" + "1\n" * 10_000).encode(), "a.csv")
    assert time.process_time() - began < 2


def test_five_thousand_rows_are_taken_and_one_more_is_not():
    lines = "コード\n" + "1\n" * limits.MAX_ROWS
    assert len(read(lines.encode(), "a.csv").rows) == limits.MAX_ROWS
    assert "行が多すぎます" in refused((lines + "1\n").encode(), "a.csv")


def test_a_sheet_that_claims_a_million_rows():
    def far(made):
        made.active.cell(row=1_048_576, column=1, value="x")

    assert "20,000行目より下" in refused(book(TITLES, ["1"], change=far))


def test_macro_password_old_and_other_files():
    macro = sample_files.archive(
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x", "xl/vbaProject.bin": "x"}
    )
    assert "マクロ" in refused(macro)
    assert "パスワード" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "PDFです" in refused(sample_files.pdf(), "a.pdf")
    assert "合いません" in refused(book(TITLES, ["1"]), "a.csv")
    assert "中身が空です" in refused(b"")
    assert "大きすぎます" in refused(b"a" * (limits.MAX_SIZE + 1), "a.csv")


def test_a_bomb_and_a_wreck():
    bomb = sample_files.archive(
        {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x", "xl/a.xml": b"\0" * 60_000_000}
    )
    assert "大きすぎる" in refused(bomb)
    wreck = sample_files.archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "x"})
    assert "Excelブックとして読めません" in refused(wreck)
    good = io.BytesIO(book(TITLES, ["1"]))
    laughing = io.BytesIO()
    entity = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 2000 + '"><!ENTITY c "' + "&b;" * 2000 + '">]>'
    )
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(laughing, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = (entity + content.decode().replace("<v>0</v>", "<v>&c;</v>")).encode()
            new.writestr(name, content)
    assert "Excelブックとして読めません" in refused(laughing.getvalue())


def test_which_sheet():
    def more(*titles):
        return lambda made: [made.create_sheet(title).append(["x"]) for title in titles]

    assert cells(read(book(TITLES, ["1"], change=more("説明")))) == [["1", "", ""]]
    assert cells(read(book(TITLES, ["1"], change=more("ほか")))) == [["1", "", ""]]
    assert "シートが2枚あり" in refused(book(TITLES, ["1"], title="Sheet1", change=more("Sheet2")))


@pytest.mark.parametrize(
    ("character", "sentence"),
    [
        ("\x00", "読み取れない文字"),
        ("\x07", "読み取れない文字"),
        ("\u202e", "B2に文字の並びを変える制御文字"),
    ],
)
def test_characters_that_no_column_takes(character, sentence):
    assert sentence in refused(f"コード,名称\n1,a{character}b".encode(), "a.csv")


def test_headers_that_are_none():
    assert "ファイルに何も書かれていません" in refused(b"\n\n", "a.csv")
    assert "見出しの下に行がありません" in refused(book(TITLES))
    assert "見出し「名称」が2つ以上" in refused(book(["名称", "名称"], ["1", "2"]))
    assert "C列に見出しがありません" in refused(book(["コード", "名称"], ["1", "2", "3"]))
    assert "長すぎます" in refused(book(TITLES, ["x" * 6000]))
    assert "列が多すぎます" in refused((",".join("abc" * 30) + "\n1").encode(), "a.csv")
    assert "CSVとして読めません" in refused('コード,名称\n1,"a\n'.encode(), "a.csv")


def test_readings_above_kanji_are_no_part_of_the_text():
    good = io.BytesIO(book(TITLES, ["1", "堺市"]))
    written = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            reading = '<t>堺市</t><rPh sb="0" eb="2"><t>サカイシ</t></rPh>'
            new.writestr(name, content.replace("<t>堺市</t>", reading))
    assert cells(read(written.getvalue()))[0][1] == "堺市"
