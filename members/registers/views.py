"""The page of one row of a register: added, corrected, removed."""

from functools import partial

from django.contrib import messages
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from common.forms import carried_out
from common.pages import form_page
from members.access.resume_after_login import typed_data
from members.registers.actions import delete_row, save_row
from members.registers.forms import RowForm


def row_page(request, form_class: type[RowForm], row: models.Model, *, back: str, **context) -> HttpResponse:
    """`back` is the name of the list; what else the page shows is in `context`."""
    form = form_class(typed_data(request), row=row)
    if request.method == "POST" and "try" not in request.POST and form.is_valid() and _saved(form, request):
        messages.success(request, f"「{form.row}」を保存しました。")
        return redirect(back)
    shown = {"row": row, "back": reverse(back), "name": row._meta.verbose_name}
    return form_page(request, "members/registers/row_form.html", form, **shown, **context)


def _saved(form: RowForm, request) -> bool:
    save = partial(save_row, row=form.row, by=request.user, values=form.typed)
    if not form.edits_row:
        return bool(form.make_once(lambda: str(save().pk)))
    return carried_out(form, save, version=form.cleaned_data["version"])


def row_removed(request, row: models.Model, *, back: str) -> HttpResponse:
    name = str(row)
    delete_row(row=row, by=request.user)
    messages.success(request, f"「{name}」を削除しました。")
    return redirect(back)
