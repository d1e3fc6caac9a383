"""A form that nobody has typed into is rendered once: never what another form shows."""

import uuid

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from django import forms

from common.forms import fresh_field, fresh_form
from common.idempotency.forms import IdempotentForm


class Form(IdempotentForm):
    word = forms.CharField(label="ことば", max_length=20, required=False)
    kind = forms.ChoiceField(label="種類", choices=[("a", "い"), ("b", "ろ")], widget=forms.RadioSelect)
    state = forms.CharField(required=False, widget=forms.HiddenInput)


def choose(form):
    form.fields["kind"].choices = [("c", "は")]


DIFFERENT = {
    "label": lambda form: setattr(form.fields["word"], "label", "文"),
    "help": lambda form: setattr(form.fields["word"], "help_text", "20文字まで。"),
    "required": lambda form: setattr(form.fields["word"], "required", True),
    "disabled": lambda form: setattr(form.fields["word"], "disabled", True),
    "attribute": lambda form: form.fields["word"].widget.attrs.update(autocomplete="off"),
    "initial": lambda form: setattr(form.fields["word"], "initial", "はじめ"),
    "choices": choose,
    "hidden": lambda form: form.initial.update(state="b"),
    "widget": lambda form: setattr(form.fields["word"], "widget", forms.HiddenInput()),
    "fewer": lambda form: form.fields.pop("word"),
}


@pytest.fixture(autouse=True)
def kept():
    form = Form()
    fresh_form(form)
    for field in form:
        fresh_field(field)


@pytest.mark.parametrize("different", DIFFERENT.values(), ids=DIFFERENT)
def test_whatever_a_form_shows_is_shown(different):
    form = Form()
    different(form)
    for _ in range(2):
        assert fresh_form(form) == as_crispy_form(form)
    assert fresh_form(form) != fresh_form(Form())


@pytest.mark.parametrize("different", DIFFERENT.values(), ids=DIFFERENT)
def test_whatever_a_field_shows_is_shown(different):
    form = Form()
    different(form)
    for field in [*form, *form]:
        assert fresh_field(field) == as_crispy_field(field)


def test_each_form_has_its_own_token():
    forms_shown = [Form() for _ in range(3)]
    shown = [fresh_form(form) for form in forms_shown]
    assert shown == [as_crispy_form(form) for form in forms_shown]
    assert len(set(shown)) == 3


def test_a_form_with_a_prefix_or_of_another_class_is_another():
    class Other(Form):
        pass

    for form in (Form(prefix="q1"), Form(prefix="q2"), Other(label_suffix="?")):
        assert fresh_form(form) == as_crispy_form(form)
        assert fresh_field(form["word"]) == as_crispy_field(form["word"])


def test_what_was_typed_is_never_kept():
    for typed in ("秘密", "別の人"):
        form = Form({"word": typed, "idempotency_key": uuid.uuid4()})
        assert not form.is_valid()
        assert fresh_form(form) == as_crispy_form(form)
        assert typed in fresh_form(form)
        assert typed in fresh_field(form["word"])
        begun = Form(initial={"word": typed})
        for html in (fresh_form(begun), fresh_field(begun["word"])):
            assert f'value="{typed}"' in html
    assert "秘密" not in fresh_form(Form()) + fresh_field(Form()["word"])


def test_a_form_that_carries_a_hidden_state_is_rendered_once(monkeypatch):
    fresh_form(Form(initial={"state": "b"}))
    monkeypatch.setattr("common.forms.as_crispy_form", lambda form: pytest.fail("rendered again"))
    assert 'value="b"' in fresh_form(Form(initial={"state": "b"}))
