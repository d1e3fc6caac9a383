"""The editor of questions; writing what was answered to them, once for each arrival of its form."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.shortcuts import redirect

from common.idempotency.actions import run_once
from common.refusals import ActionRefused, StaleVersion
from correspondence.questions import forms
from correspondence.questions.models import MOST_QUESTIONS
from members.access.resume_after_login import typed_data

SAVE, GO_ON = "save", "next"
FULL = f"質問は{MOST_QUESTIONS}問までです。"


def write_once(form, item, done, page):
    """Go where `done()` says; each arrival of the same form writes once.

    `page(status=, saved=)` shows it again: the questions changed, a colleague saved first, it is too late.
    """
    if form.of_changed_questions(item):
        form.refuse(form.other_questions)
        return page(status=409)
    try:
        url, _ = run_once(form.cleaned_data["idempotency_key"], done)
    except StaleVersion as stale:
        form.refuse_stale(stale.row)
        return page(status=409, saved=stale.row)
    except ActionRefused as refusal:
        form.refuse(str(refusal))
        return page(status=400)
    return redirect(url)


def questions_page(
    request,
    item,
    *,
    save: Callable,
    page: Callable,
    form_class: type[forms.QuestionsForm] = forms.QuestionsForm,
    offered: Mapping[str, list[dict]] = {},
):
    """The editor: buttons that rearrange show what was typed again, unjudged and unsaved; two save.

    `save(form, command)` writes and answers, `page(form, **context)` shows it; `offered` are questions that a
    button of that name adds.
    """
    command = request.POST.get("do", "")
    if request.method == "POST" and command in (SAVE, GO_ON):
        rows = forms.without_blank(forms.typed_rows(request.POST))
        return _save(form_class(request.POST, item=item, rows=rows), command, save, page)
    posted = typed_data(request)
    if posted is None:
        return page(form_class(item=item, rows=forms.saved_rows(item) or [dict(forms.NEW_ROW)]))
    return page(_rearranged(request, item, posted, form_class, offered), unsaved=True)


def _rearranged(request, item, posted, form_class, offered):
    rows, command = forms.typed_rows(posted), posted.get("do", "")
    if command in offered:
        after = [*forms.without_blank(rows), *offered[command]]
    else:
        after = forms.rearranged(rows, command)
    if len(after) > max(MOST_QUESTIONS, len(rows)):
        messages.error(request, FULL)
        after = rows
    typed = {name: posted.get(name, "") for name in ("version", "note")}
    return form_class(item=item, rows=after, initial=typed)


def _save(form, command, save, page):
    if not form.is_valid():
        return page(form, status=400)
    try:
        return save(form, command)
    except StaleVersion as stale:
        form.refuse_stale(stale.row)
        return page(form, status=409, saved=stale.row.questions.current())
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return page(form, status=400)
