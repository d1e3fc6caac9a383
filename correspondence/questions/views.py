"""The editor of questions; writing what was answered to them, once for each arrival of its form."""

from collections.abc import Callable, Mapping

from django.shortcuts import redirect

from common.idempotency.actions import run_once
from common.refusals import ActionRefused, StaleVersion
from correspondence.questions import forms, pasted_questions
from correspondence.questions.models import MOST_QUESTIONS
from members.access.resume_after_login import typed_data

SAVE, GO_ON, PASTE = "save", "next", "paste"
FULL = f"質問は{MOST_QUESTIONS}問までです。"
UNDERSTOOD = (
    "貼り付けた欄から{read}を読み取り、最後に追加しました。答え方と選択肢を確かめてから、保存してください。"
)
NOTHING_PASTED = "貼り付ける欄に、1行に1問ずつ質問を入力してください。"


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
    button of that name adds. What was pasted and not read yet is shown before it is saved, or, where the next
    page shows all, on that page.
    """
    command, pasted = request.POST.get("do", ""), request.POST.get("pasted", "").strip()
    if request.method == "POST" and (
        (command == GO_ON and item.is_draft) or (command == SAVE and not pasted)
    ):
        rows = forms.without_blank(forms.typed_rows(request.POST)) + pasted_questions.read(pasted)
        return _save(form_class(request.POST, item=item, rows=rows), command, save, page)
    posted = typed_data(request)
    if posted is None:
        return page(form_class(item=item, rows=forms.saved_rows(item) or [dict(forms.NEW_ROW)]))
    rows, told = _rearranged(posted, offered)
    typed = {name: posted.get(name, "") for name in ("version", "note")}
    return page(form_class(item=item, rows=rows, initial=typed), unsaved=True, **told)


def _rearranged(posted, offered) -> tuple[list, dict]:
    """The rows after the button that was pressed, and what is to be said of it."""
    rows, command, pasted = forms.typed_rows(posted), posted.get("do", ""), posted.get("pasted", "")
    told = {}
    if command in offered:
        after = [*forms.without_blank(rows), *offered[command]]
    elif command == PASTE or (command in (SAVE, GO_ON) and pasted.strip()):
        read = pasted_questions.read(pasted)
        after = [*forms.without_blank(rows), *read] if read else rows
        told["read"] = UNDERSTOOD.format(read=pasted_questions.in_words(read)) if read else ""
        told["refused"] = "" if read else NOTHING_PASTED
    else:
        after = forms.rearranged(rows, command)
        told["pasted"] = pasted
    if len(after) > max(MOST_QUESTIONS, len(rows)):
        return rows, {"refused": FULL, "pasted": pasted}
    return after, told


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
