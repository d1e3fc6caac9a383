"""The sentence of a required field that was left empty names the field and what to do."""

import pytest
from django import forms
from django.template.loader import render_to_string

from common.fields import FilesField, LineField
from common.forms import error_with_name


class Asked(forms.Form):
    title = LineField(label="件名")
    day = LineField(label="引継日（和暦でも西暦でも）")
    kind = forms.ChoiceField(label="種類", choices=[("a", "提案")])
    wards = forms.MultipleChoiceField(label="依頼する区", choices=[("1", "千代田区")])
    sure = forms.BooleanField(label="同じ災害です")
    files = FilesField(label="添付ファイル")
    question = LineField(label="食品を扱いますか")
    why = LineField(label="理由", error_messages={"required": "通報の理由を入力してください。"})
    remark = LineField(label="備考", required=False)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("title", "件名を入力してください。"),
        ("day", "引継日を入力してください。"),
        ("kind", "種類を選んでください。"),
        ("wards", "依頼する区を1つ以上選んでください。"),
        ("sure", "「同じ災害です」に印を付けてください。"),
        ("files", "ファイルを選んでください。"),
        ("question", "「食品を扱いますか」に答えてください。"),
        ("why", "通報の理由を入力してください。"),
    ],
)
def test_empty(name, sentence):
    assert Asked({}).errors[name] == [sentence]


def test_what_may_be_left_empty_is_not_told():
    assert "remark" not in Asked({}).errors


LONG = "問1 ほかの自治体と一緒に行った取組のうち、続けたいものを、その理由とともに書いてください。"


@pytest.mark.parametrize(
    ("label", "error", "line"),
    [
        ("件名", "件名を入力してください。", "件名を入力してください。"),
        ("件名", "200文字以内で入力してください。", "件名：200文字以内で入力してください。"),
        ("引継日（和暦でも西暦でも）", "引継日を入力してください。", "引継日を入力してください。"),
        ("問2 件名", "件名を入力してください。", "問2：件名を入力してください。"),
        ("問2 参加した人数", "問2 参加した人数を入力してください。", "問2 参加した人数を入力してください。"),
        ("問6 実施要領", "ファイルを選んでください。", "問6 実施要領：ファイルを選んでください。"),
        (LONG, f"「{LONG[:30]}…」に答えてください。", f"「{LONG[:30]}…」に答えてください。"),
    ],
)
def test_the_summary_names_each_field_once(label, error, line):
    assert error_with_name(error, label) == line


def test_the_summary_of_a_form_names_its_fields_once():
    page = render_to_string("renkei/errors.html", {"form": Asked({})})
    assert ">件名を入力してください。</a>" in page
    assert ">添付ファイル：ファイルを選んでください。</a>" in page
    assert page.count("食品を扱いますか") == 1
