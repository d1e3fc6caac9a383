import datetime

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from common import fields
from common.japanese_calendar import YearOf


def sentence(field, typed):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


EVERY = [
    fields.LineField,
    fields.TextField,
    fields.KanaField,
    fields.TelephoneField,
    fields.PostalCodeField,
]


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize(
    "unseen",
    [
        *("\u3164", "\uffa0", "\u115f\u1160", "\u2800", "\u00ad", "\ufe0f", "\U000e0100", "\u034f", "\u180e"),
        *(
            "\u200b",
            "\u200d\u200c",
            "\u3000 \u2003",
            "\u2061",
            "\U000e0041",
            "\u061c",
            "\u17b5",
            "\U0001d173",
        ),
        " \u3164\n\t\u2800 ",
    ],
)
def test_what_nobody_sees_is_empty(make, unseen):
    assert "空欄です。" in sentence(make(), unseen)
    assert make(required=False).clean(unseen) == ""


def test_a_letter_beside_what_nobody_sees_is_text():
    assert fields.LineField().clean("\u3164葛\U000e0100飾") == "\u3164葛\U000e0100飾"


@pytest.mark.parametrize("make", EVERY)
@pytest.mark.parametrize("bad", ["\x00", "\ud800", "\x1b", "\u202e", "\u2066", "\x85\x7f"])
def test_every_text_field_refuses_bad_characters(make, bad):
    assert "取り除いて" in sentence(make(), f"1{bad}1")


@pytest.mark.parametrize("make", EVERY)
def test_every_text_field_may_be_empty_where_not_required(make):
    assert make(required=False).clean("　 ") == ""
    assert make(required=False).clean(None) == ""
    assert "空欄です。" in sentence(make(), " ")


@given(st.text(max_size=60))
def test_no_text_field_raises_anything_else(typed):
    for make in [*EVERY, fields.JapaneseIntegerField, fields.JapaneseDateField]:
        try:
            make(required=False).clean(typed)
        except ValidationError as refused:
            said = refused.messages
        else:
            said = ["。"]
        assert all(text.endswith("。") for text in said)


def test_line_is_one_line():
    field = fields.LineField()
    assert field.clean(" 堺市\t企画課 ") == "堺市 企画課"
    assert "1行" in sentence(field, "a\nb")


def test_text_keeps_its_shape():
    assert fields.TextField().clean("\r\n　拝啓\r\n\r\nか\u3099  \r\n") == "　拝啓\n\nが"


def test_length_is_counted_as_people_count():
    field = fields.TextField(max_length=5)
    assert field.clean("か\u3099\r\nき\u3099\r\nく") == "が\nぎ\nく"
    assert field.max_length == 5
    assert "5文字以内" in sentence(field, "123456")
    assert "現在6文字" in sentence(field, "123456")
    assert "maxlength" not in str(field.widget.render("body", ""))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("さかいし", "さかいし"),
        ("サカイシ", "さかいし"),
        ("ｻｶｲｼ", "さかいし"),
        ("ガーデン　シティ", "がーでん してぃ"),
    ],
)
def test_kana(typed, kept):
    assert fields.KanaField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["堺市", "sakai", "さかい1"])
def test_kana_refuses_others(typed):
    assert "ひらがな" in sentence(fields.KanaField(), typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("03-1234-5678", "03-1234-5678"),
        ("０３－１２３４－５６７８", "03-1234-5678"),
        ("03ー1234ー5678", "03-1234-5678"),
        ("0312345678", "0312345678"),
        ("03(1234)5678", "03(1234)5678"),
        ("+81-3-1234-5678", "+81-3-1234-5678"),
        ("03-1234-5678 内線 123", "03-1234-5678(内線123)"),
        ("03-1234-5678(内線123)", "03-1234-5678(内線123)"),
    ],
)
def test_telephone(typed, kept):
    assert fields.TelephoneField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["1234", "電話", "03-1234-567a", "1" * 20])
def test_telephone_refuses_others(typed):
    assert "電話番号" in sentence(fields.TelephoneField(), typed)


@pytest.mark.parametrize("typed", ["102-0072", "１０２－００７２", "1020072", "〒102-0072", "102ー0072"])
def test_postal_code(typed):
    assert fields.PostalCodeField().clean(typed) == "102-0072"


def test_postal_code_refuses_others():
    assert "7桁" in sentence(fields.PostalCodeField(), "102-007")


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("１２００", 1200), ("1,200", 1200), ("－５", -5), (" 7 ", 7)]
)
def test_integer(typed, number):
    assert fields.JapaneseIntegerField().clean(typed) == number


@pytest.mark.parametrize("typed", ["1.5", "百", "1,20", "1e3", "9" * 5000, "٣"])
def test_integer_refuses_others(typed):
    assert "数字" in sentence(fields.JapaneseIntegerField(), typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4館", 4),
        ("４ か所", 4),
        ("4ヶ所", 4),
        ("約1,200か所", 1200),
        ("計12か所", 12),
        ("300か所程度", 300),
        ("1.5万か所", 15000),
    ],
)
def test_integer_with_its_unit(typed, number):
    assert fields.JapaneseIntegerField(units=("か所",)).clean(typed) == number


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("4部", "「か所」で数えた数"),
        ("3〜4館", "幅のある数"),
        ("3-4", "幅のある数"),
        ("10館以上", "幅のある数"),
        ("数館", "数字で"),
        ("1.5館", "数字で"),
        ("4館と5館", "数字で"),
    ],
)
def test_integer_that_is_not_clear(typed, says):
    assert says in sentence(fields.JapaneseIntegerField(units=("か所",)), typed)


@pytest.mark.parametrize("typed", ["約50", "およそ50人", "50人ほど", "50程度"])
def test_what_was_counted_is_not_about_so_many(typed):
    assert "数えた数" in sentence(fields.JapaneseIntegerField(units=("人",), is_counted=True), typed)
    assert fields.JapaneseIntegerField(units=("人",), is_counted=True).clean("計50人") == 50


def test_integer_without_a_unit_takes_none():
    assert "数字" in sentence(fields.JapaneseIntegerField(), "4館")


def test_integer_holds_what_a_column_holds():
    assert fields.JapaneseIntegerField(required=False).clean("") is None
    assert sentence(fields.JapaneseIntegerField(min_value=1), "0") == "1以上の数を入力してください。"
    assert "2000000000" in sentence(fields.JapaneseIntegerField(), "9999999999").replace(",", "")


def test_date_reads_and_shows_wareki():
    field = fields.JapaneseDateField()
    assert field.clean("令和７年１１月８日") == datetime.date(2025, 11, 8)
    assert field.prepare_value(datetime.date(2025, 11, 8)) == "令和7年11月8日"
    assert field.prepare_value("令和7年13月") == "令和7年13月"
    assert "読み取れません" in sentence(field, "明日")


@pytest.mark.parametrize(
    ("meant", "typed", "read"),
    [
        (YearOf.NEXT, "12/25", "2026-12-25"),
        (YearOf.NEXT, "１２月２５日(金)", "2026-12-25"),
        (YearOf.NEXT, "11/30", "2026-11-30"),  # today
        (YearOf.NEXT, "4/1", "2027-04-01"),
        (YearOf.LAST, "12/25", "2025-12-25"),
        (YearOf.LAST, "11/30", "2026-11-30"),
        (YearOf.LAST, "4月1日", "2026-04-01"),
        (YearOf.NEAREST, "10/5", "2026-10-05"),
        (YearOf.NEAREST, "1/10", "2027-01-10"),
        (YearOf.NEAREST, "11/30", "2026-11-30"),
    ],
)
def test_a_day_without_its_year_is_of_the_year_that_the_form_means(meant, typed, read):
    with time_machine.travel("2026-11-30T12:00:00+09:00", tick=False):
        field = fields.JapaneseDateField(year=meant)
        assert field.clean(typed) == datetime.date.fromisoformat(read)


@pytest.mark.parametrize(
    ("meant", "typed", "says"),
    [
        (YearOf.NEAREST, "6/1", "どの年の日か分かりません"),
        (YearOf.NEXT, "13/1", "日付はありません"),
        (YearOf.NEXT, "2/29", "日付はありません"),
        (YearOf.NEXT, "12/25(月)", "金曜日です"),
        (YearOf.NEXT, "12.25", "読み取れません"),
        (YearOf.NEXT, "25日", "読み取れません"),
        (None, "12/25", "年から入力してください"),
    ],
)
def test_a_day_without_its_year_that_is_not_clear(meant, typed, says):
    with time_machine.travel("2026-11-30T12:00:00+09:00", tick=False):
        assert says in sentence(fields.JapaneseDateField(year=meant), typed)


def test_date_that_did_not_change_has_not_changed():
    field = fields.JapaneseDateField()
    assert not field.has_changed(datetime.date(2025, 11, 8), "R7.11.8")
    assert field.has_changed(datetime.date(2025, 11, 8), "R7.11.9")


class FilesForm(forms.Form):
    files = fields.FilesField()


def uploads(n, size=10):
    return [SimpleUploadedFile(f"{i}.pdf", b"x" * size) for i in range(n)]


def test_files_cleans_to_a_list():
    form = FilesForm({}, MultiValueDict({"files": uploads(3)}))
    assert form.is_valid()
    assert [upload.name for upload in form.cleaned_data["files"]] == ["0.pdf", "1.pdf", "2.pdf"]


def test_files_may_be_required():
    assert FilesForm({}, MultiValueDict()).errors == {"files": ["ファイルを選んでください。"]}


def test_files_input_takes_several():
    html = str(FilesForm()["files"])
    assert "multiple" in html
    assert ".pdf" in html
