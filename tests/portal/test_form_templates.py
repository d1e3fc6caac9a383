"""The form templates (crispy pack renkei): one markup for every form, errors that lead to their field."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils.html import format_html

from common.fields import FilesField, JapaneseDateField, LineField, TextField

LIVE = "<b>live"


class Proposal(forms.Form):
    title = LineField(label="題名", max_length=60, help_text="一目で分かるように書いてください。")
    kind = forms.ChoiceField(label="種類", choices=[("", "選んでください"), ("a", "提案")])
    body = TextField(label="本文", max_length=4000)
    due = JapaneseDateField(label="期限日", required=False)
    files = FilesField(label="添付ファイル", required=False)
    wards = forms.MultipleChoiceField(
        label="宛先", widget=forms.CheckboxSelectMultiple, choices=[("1", "千代田区"), ("2", "中央区")]
    )
    answer = forms.ChoiceField(
        label="返信", widget=forms.RadioSelect, choices=[("1", "掲示板"), ("2", "メール")]
    )
    consent = forms.BooleanField(label="利用規約に同意する")
    idempotency_key = forms.CharField(widget=forms.HiddenInput, initial="token-1", required=False)


class Arranged(Proposal):
    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(Fieldset("内容", "title", "kind"), "body")
        return helper


def draw(form, how="{{ form|crispy }}"):
    template = engines["django"].from_string("{% load crispy_forms_tags %}" + how)
    return template.render({"form": form}, RequestFactory().get("/"))


@pytest.fixture
def empty():
    return draw(Proposal())


@pytest.fixture
def wrong():
    return draw(Proposal({"title": "長" * 61, "due": "あした"}))


def test_every_visible_field_has_a_label(empty):
    for name in ("title", "kind", "body", "due", "files", "consent"):
        assert f'for="id_{name}"' in empty
    assert '<legend class="field__label">宛先' in empty
    assert '<legend class="field__label">返信' in empty


def test_options_have_one_label_each(empty):
    assert empty.count('for="id_wards_0"') == 1
    assert empty.count('for="id_answer_1"') == 1


def test_required_is_said_in_a_sentence(empty):
    assert empty.count("必須") == 6


def test_help_belongs_to_its_field(empty):
    assert 'aria-describedby="id_title_helptext"' in empty
    assert 'id="id_title_helptext"' in empty
    assert "例：令和8年4月1日 または 2026-04-01" in re.sub("</?span[^>]*>", "", empty)


def test_no_error_no_summary(empty):
    assert "error-summary" not in empty
    assert "aria-invalid" not in empty


def test_text_has_a_counter_and_files_their_room(empty):
    assert 'data-counter="id_body" data-limit="4000"' in empty
    assert 'data-room="id_files" data-max-total="52428800"' in empty
    assert "multiple" in re.search(r'<input type="file"[^>]*>', empty)[0]
    assert "合計50MBまで" in empty


def test_date_field_offers_the_other_calendar(empty):
    block = empty.split('id="div_id_due"')[1].split("field__label")[1]
    assert "data-echo" in block
    assert empty.count("data-echo") == 1


def test_hidden_field_is_bare(empty):
    assert 'name="idempotency_key" value="token-1"' in empty
    assert "div_id_idempotency_key" not in empty


def test_summary_leads_to_the_fields(wrong):
    assert '<div class="error-summary" role="alert" tabindex="-1" autofocus>' in wrong
    summary = wrong.split("</ul>")[0]
    for target in ("id_title", "id_kind", "id_body", "id_due", "id_wards_0", "id_answer_0", "id_consent"):
        assert f'href="#{target}"' in summary
        assert f'id="{target}"' in wrong


def test_error_stands_at_its_field_and_what_was_typed_stays(wrong):
    assert 'id="id_title_error"' in wrong
    assert 'aria-describedby="id_title_helptext id_title_error"' in wrong
    assert f'value="{"長" * 61}"' in wrong
    assert 'value="あした"' in wrong
    assert wrong.count("field__error") == 7


def test_missing_field_says_what_to_do(wrong):
    for sentence in (
        "種類を選んでください。",
        "宛先を1つ以上選んでください。",
        "「利用規約に同意する」に印を付けてください。",
    ):
        assert sentence in wrong


def test_error_of_the_whole_form_and_of_a_hidden_field_is_shown():
    form = Proposal({})
    form.add_error(None, "同じ提案がすでにあります。")
    form.add_error("idempotency_key", "もう一度開いてください。")
    html = draw(form)
    assert "<li>同じ提案がすでにあります。</li>" in html
    assert "<li>もう一度開いてください。</li>" in html


def test_what_was_typed_is_escaped():
    html = draw(Proposal({"title": '<script>"x"'}))
    assert "<script>" not in html


def test_names_in_labels_helps_choices_and_errors_are_escaped():
    form = Proposal({})
    form.fields["title"].help_text = form.fields["title"].label = f"{LIVE}に見えます。"
    for name in ("kind", "wards", "answer"):
        form.fields[name].choices = [("a", LIVE)]
    form.fields["consent"].label = form.fields["consent"].help_text = LIVE
    form.add_error(None, LIVE)
    form.add_error("title", LIVE)
    html = draw(form)
    assert "<b>live" not in html
    assert html.count("&lt;b&gt;live") == 11


def test_a_help_text_with_a_link_of_ours_is_drawn_as_one():
    form = Proposal()
    form.fields["title"].help_text = format_html('<a href="/terms/">{}</a>', LIVE)
    assert '<a href="/terms/">&lt;b&gt;live</a>' in draw(form)


def test_crispy_tag_draws_a_whole_form_without_helper():
    html = draw(Proposal(), "{% crispy form %}")
    assert '<form class="form" method="post" enctype="multipart/form-data" novalidate>' in html
    assert "csrfmiddlewaretoken" in html
    assert 'id="id_title"' in html


def test_crispy_tag_follows_a_layout_and_forgets_no_hidden_field():
    html = draw(Arranged(), "{% crispy form %}")
    assert "<legend>内容</legend>" in html
    assert 'name="idempotency_key" value="token-1"' in html
    assert html.count('name="idempotency_key"') == 1


def test_layout_shows_the_summary_too():
    html = draw(Arranged({}), "{% crispy form %}")
    assert "error-summary" in html


def test_accounts_use_the_same_markup(visitor, db):
    html = visitor.post("/accounts/login/", {"login": "", "password": "x"}).content.decode()
    assert "error-summary" in html
    assert 'id="id_login_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<label class="field__label" for="id_login">' in html
