"""A pasted list of questions: one line one question, with its kind, its options and its unit."""

import pytest

from correspondence.questions.pasted_questions import in_words, read


@pytest.mark.parametrize(
    ("line", "kind", "label", "options", "unit", "required"),
    [
        ("1. 取組の内容を書いてください。", "text", "取組の内容を書いてください。", "", "", True),
        ("①　窓口の名称", "text", "窓口の名称", "", "", True),
        ("問2 来年度の予定 単数選択: 続ける / やめる", "choice", "来年度の予定", "続ける\nやめる", "", True),
        ("来年度の予定：単数選択：続ける／やめる", "choice", "来年度の予定", "続ける\nやめる", "", True),
        ("(5) 分野（複数選択：観光、防災）", "multiple", "分野", "観光\n防災", "", True),
        ("参加した人数（人）", "number", "参加した人数", "", "人", True),
        ("参加した人数（人・任意）", "number", "参加した人数", "", "人", False),
        ("実績 数値 単位:か所", "number", "実績", "", "か所", True),
        ("４．経費（金額・任意）", "money", "経費", "", "", False),
        ("要領\tファイル\t任意", "file", "要領", "", "", False),
        ("実施日 日付 必須", "date", "実施日", "", "", True),
        ("担当者はいますか　はい・いいえ", "yes_no", "担当者はいますか", "", "", True),
        # words of a kind inside a question are its words
        ("23区との連携の数を書いてください", "text", "23区との連携の数を書いてください", "", "", True),
        ("1 月の開館日数", "text", "1 月の開館日数", "", "", True),
        ("実施状況の件数", "text", "実施状況の件数", "", "", True),
    ],
)
def test_a_line_is_a_question(line, kind, label, options, unit, required):
    (row,) = read(f"\n  {line}\r\n\n")
    assert (row["kind"], row["label"], row["options"], row["unit"], row["required"]) == (
        kind, label, options, unit, required,
    )  # fmt: skip


def test_lines_with_a_mark_are_options_and_a_kind_alone_is_of_the_question_above():
    rows = read("窓口はありますか\n・ある\n・ない\n来年度の予定\n単数選択: 続ける / やめる")
    assert [(row["kind"], row["label"], row["options"]) for row in rows] == [
        ("choice", "窓口はありますか", "ある\nない"),
        ("choice", "来年度の予定", "続ける\nやめる"),
    ]
    assert in_words(rows) == "2問（一つ選ぶ2）"


def test_a_list_whose_questions_have_marks_has_no_options():
    assert [row["label"] for row in read("・取組の内容\n・担当部署")] == ["取組の内容", "担当部署"]


@pytest.mark.parametrize("text", ["", "\n \n", "・", "1."])
def test_nothing_is_no_question(text):
    assert read(text) == []


def test_a_very_long_paste_is_read_in_time():
    assert len(read("あ 単数選択: い / う\n" * 2_000 + "(" * 20_000)) == 60
