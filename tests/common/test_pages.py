"""A form with a confirmation screen, and what is made once."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from common.forms import carried_out
from common.idempotency.forms import IdempotentForm
from common.pages import staged_form
from common.refusals import ActionRefused


class NameForm(IdempotentForm):
    name = forms.CharField()


def refuse(form=None):
    raise ActionRefused("今はできません。")


def shown(rf, posted=None, submit=lambda form: HttpResponse("submitted")):
    request = rf.post("/", posted) if posted is not None else rf.get("/")
    return staged_form(
        request,
        NameForm(posted),
        page=lambda form: HttpResponse(f"page {form.errors.as_text()}"),
        confirm=lambda form: HttpResponse("looked over"),
        submit=submit,
    ).content.decode()


def test_each_stage_has_its_screen(rf):
    assert shown(rf) == "page "
    assert shown(rf, {"name": "花子"}) == "looked over"
    assert shown(rf, {"name": "花子", "stage": "edit"}) == "page "
    assert shown(rf, {"name": "花子", "stage": "submit"}) == "submitted"


def test_what_is_wrong_or_refused_goes_no_further(rf):
    assert "name" in shown(rf, {"name": "", "stage": "submit"})
    assert "今はできません。" in shown(rf, {"name": "花子", "stage": "submit"}, submit=refuse)


@pytest.mark.django_db
def test_a_form_makes_one_thing_and_says_why_it_did_not():
    form = NameForm({"name": "花子"})
    assert form.is_valid()
    assert form.make_once(refuse, refused_at="name") == ""
    assert form.errors["name"] == ["今はできません。"]
    assert form.make_once(lambda: "/first/") == form.make_once(lambda: "/second/") == "/first/"


def test_a_refusal_stands_at_the_field_that_it_is_about():
    def disallow():
        raise ValidationError("別の名前にしてください。")

    form = NameForm({"name": "花子"})
    assert carried_out(form, lambda: None)
    assert not carried_out(form, disallow, refused_at="name")
    assert form.errors["name"] == ["別の名前にしてください。"]
