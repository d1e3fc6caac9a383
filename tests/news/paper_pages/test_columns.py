"""The text of a printed page is proposed in the order in which it is read."""

import io

import pytest

from common.sandbox import documents
from news.paper_pages.columns import proposed
from news.paper_pages.models import MAX_BLOCKS
from tests import sample_files
from tests.news.paper_pages.papers import TWO_COLUMNS, column, downward


def read(*texts, height=842, **options):
    """(role, text) of a page that was drawn as a PDF and read again."""
    sheet = documents.read_page(io.BytesIO(sample_files.newsletter(*texts, **options)), 1)
    return [(block["role"], block["text"]) for block in proposed(sheet.lines, sheet.box[1])]


@pytest.mark.slow
def test_a_headline_over_two_columns_is_read_before_the_left_one():
    assert read(*TWO_COLUMNS) == [
        ("headline", "都庁で全国連携展示を開きました"),
        ("lead", "十の自治体が並びました。"),
        ("body", "左の一行目は段の端まで続きます左の二行目もその端まで続きます左で終わる。"),
        ("body", "右の一行目は段の端まで続きます右で終わる。"),
        ("unused", "3"),
    ]


def _lines(*texts):
    """As the sandbox gives them, without a PDF."""
    for left, top, size, text, *way in texts:
        if way:
            box = (left - size / 2, top, left + size / 2, top + size * len(text))
        else:
            box = (left, top - size, left + size * len(text), top)
        yield documents.PaperLine(text, *box, size, bool(way))


def texts_of(*texts):
    return [block["text"] for block in proposed(list(_lines(*texts)), 842)]


@pytest.mark.slow
def test_what_is_written_downward_is_read_from_the_right_and_tier_by_tier():
    upper = downward(540, 120, *["上段の行は端まで続いている"] * 19, "上段はここで終わる。")
    lower = downward(540, 420, *["下段の行は端まで続いている"] * 19, "下段はここで終わる。")
    found = read((40, 60, 24, "横に書いた見出しの一行"), *lower, *upper)
    assert [(role, text[:2], text[-6:]) for role, text in found] == [
        ("headline", "横に", "見出しの一行"),
        ("body", "上段", "こで終わる。"),
        ("body", "下段", "こで終わる。"),
    ]


@pytest.mark.slow
def test_two_figures_side_by_side_stay_in_their_column():
    around = [(300, 100, 10, "令和", "V"), (297.5, 130, 10, "12"), (300, 132, 10, "年の春です", "V")]
    sheet = documents.read_page(io.BytesIO(sample_files.newsletter(*around)), 1)
    assert sorted("".join(line.text for line in sheet.lines)) == sorted("令和12年の春です")


@pytest.mark.slow
def test_a_page_that_lies_on_its_side_is_read_as_it_is_seen():
    sheet = documents.read_page(io.BytesIO(_turned()), 1)
    assert sheet.box == (842, 595)
    assert [line.text for line in sheet.lines if line.goes_down] == ["横倒しの紙面の文章"]


def _turned():
    import pikepdf

    document = pikepdf.open(io.BytesIO(sample_files.newsletter((40, 60, 12, "横倒しの紙面の文章"))))
    document.pages[0].Rotate = 90
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_two_articles_one_above_the_other_are_read_one_after_the_other():
    upper = [*column(40, 100, "上の左の段は続く", "上の左で終わる。"), *column(310, 100, "上の右の段の文")]
    lower = [*column(40, 400, "下の左の段は続く", "下の左で終わる。"), *column(310, 400, "下の右の段の文")]
    assert [text[:3] for text in texts_of(*lower, *upper)] == ["上の左", "上の右", "下の左", "下の右"]


def test_a_headline_over_the_gutter_begins_a_part_though_there_is_more_white_elsewhere():
    """The white between the two parts of each column is wider than that above the headline."""
    columns = {
        left: [*column(x, 60, f"{left}見", size=14), *column(x, 130, f"{left}文が続く", f"{left}終。")]
        for left, x in (("左", 40), ("右", 310))
    }
    headline = (40, 180, 22, "二つの段をまたいで書いた見出し行")
    below = [*column(40, 220, "下の左の文。"), *column(310, 220, "下の右の文。")]
    found = texts_of(*below, headline, *columns["右"], *columns["左"])
    assert [text[:2] for text in found] == ["左見", "左文", "右見", "右文", "二つ", "下の", "下の"]


def test_a_broad_column_beside_a_narrow_one_is_read_to_its_end():
    broad = [
        *column(40, 60, *["広い段の文章は紙面の六割より広く続いていきます。そのまま"]),
        *column(40, 130, "広い段の終わりの文章も六割より広く続いていきます。終わり"),
    ]
    narrow = [*column(440, 60, "狭い段の文"), *column(440, 130, "狭い段の終")]
    assert [text[:2] for text in texts_of(*narrow, *broad)] == ["広い", "広い", "狭い", "狭い"]


def test_paragraphs_begin_with_an_indent_a_bullet_or_after_a_short_line():
    lines = ["最初の段落はここまで続いて", "次の行で終わる。", "二つ目の段落もここまで続く", "・箇条書き"]
    (text,) = texts_of(*column(40, 100, *lines), (50, 164, 10, "字下げした段落はここから"))
    assert text.split("\n") == [
        "最初の段落はここまで続いて次の行で終わる。",
        "二つ目の段落もここまで続く",
        "・箇条書き",
        "字下げした段落はここから",
    ]


def test_a_sentence_that_goes_on_in_the_next_column_stays_whole():
    left = column(40, 100, *["左の段の端まで続いている文章で"] * 3)
    (text,) = texts_of(*left, *column(310, 100, "右の段で終わる。"))
    assert text == "左の段の端まで続いている文章で" * 3 + "右の段で終わる。"


def test_a_page_of_one_size_has_no_headline():
    found = proposed(list(_lines(*column(40, 100, "一行目の文章です", "二行目の文章です。"))), 842)
    assert [block["role"] for block in found] == ["body"]


def test_a_page_of_tables_has_no_more_than_a_page_shows():
    cells = [(40 + x * 90, 40 + y * 30, 10, f"欄{x}の{y}") for x in range(6) for y in range(27)]
    found = proposed(list(_lines(*cells)), 842)
    assert len(found) == MAX_BLOCKS
    assert sum(len(block["text"].split("\n")) for block in found) == len(cells)


@pytest.mark.parametrize("lines", [[], [documents.PaperLine(" ", 0, 0, 1, 1, 10)]])
def test_nothing_gives_nothing(lines):
    assert proposed(lines, 842) == []


def test_lines_that_lie_on_each_other_end():
    same = [documents.PaperLine("重", 10, 10, 20, 20, 10) for _ in range(1_500)]
    assert proposed(same, 842)
