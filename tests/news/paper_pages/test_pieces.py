"""What the buttons of a page do to its text, and which articles come of it."""

import pytest

from news.paper_pages.pieces import Piece, rearranged

PIECES = [("headline", "見出し"), ("body", "前半\n \n後半。"), ("unused", "3")]


def after(command):
    moved = rearranged([Piece(*piece) for piece in PIECES], command)
    return [(piece.role, piece.text) for piece in moved]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("up-2", [PIECES[1], PIECES[0], PIECES[2]]),
        ("up-1", PIECES),
        ("down-1", [PIECES[1], PIECES[0], PIECES[2]]),
        ("down-3", PIECES),
        ("join-1", [("headline", "見出し前半\n \n後半。"), PIECES[2]]),
        ("join-2", [PIECES[0], ("body", "前半\n \n後半。\n3")]),
        ("join-3", PIECES),
        ("cut-2", [PIECES[0], ("body", "前半"), ("body", "後半。"), PIECES[2]]),
        ("cut-1", PIECES),
        ("add", [*PIECES, ("body", "")]),
        *[(wrong, PIECES) for wrong in ("", "up", "up-0", "up-9", "cut-x", "cut-１", "join--1", "drop-1")],
    ],
)
def test_a_button_rearranges(command, expected):
    assert after(command) == expected


def test_a_sentence_broken_off_at_the_end_of_a_column_is_joined_without_a_break():
    (joined,) = rearranged([Piece("body", "また来たいという"), Piece("body", "声がありました。")], "join-1")
    assert joined.text == "また来たいという声がありました。"


def test_a_headline_that_is_cut_keeps_only_its_first_part():
    cut = rearranged([Piece("headline", "見出し\n\n本文の始まり")], "cut-1")
    assert [(piece.role, piece.text) for piece in cut] == [("headline", "見出し"), ("body", "本文の始まり")]


def test_each_headline_begins_an_article():
    typed = [
        ("body", "前のページから続く文"),
        ("headline", "一つ目の\n見出し"),
        ("lead", "要約の一、"),
        ("lead", "要約の二。"),
        ("unused", "写真の説明"),
        ("body", "段落\n次の段落\n・箇条\n・書き\n終わり"),
        ("headline", "二つ目"),
        ("body", "  "),
    ]
    assert Piece.articles([Piece(*piece) for piece in typed]) == [
        {"lead": "", "body": "前のページから続く文"},
        {
            "headline": "一つ目の 見出し",
            "lead": "要約の一、要約の二。",
            "body": "段落\n\n次の段落\n・箇条\n・書き\n\n終わり",
        },
        {"headline": "二つ目", "lead": "", "body": ""},
    ]
