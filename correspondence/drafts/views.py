"""Writing a request: new, a draft continued, thrown away; each room has its addresses and its form."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from common.attachments.queries import files_of
from common.idempotency.actions import run_once
from common.idempotency.forms import IdempotencyKeyField
from common.pages import form_status, outcome_shown, say_ignored
from common.pagination import paginate
from common.refusals import ActionRefused, StaleVersion
from correspondence.drafts import actions
from members.access.resume_after_login import pop_stored_form


def draft_form(request, form_class, item=None, **more):
    """The form as posted, as it was typed before the login, or as the draft stands."""
    more |= {"by": request.user, "instance": item}
    if request.method == "POST":
        return form_class(request.POST, request.FILES, draft="save_draft" in request.POST, **more)
    if kept := pop_stored_form(request):
        files = "ファイルは、もう一度選んでください。" if request.stored_form_had_files else ""
        messages.info(request, f"ログインの前に入力した内容を戻しました。{files}")
        return form_class(kept, draft="save_draft" in kept, **more)
    return form_class(**more)


def create_page(request, form, make, *, template: str, context: dict, after):
    """A new draft by `make(values=, files=)`; each arrival of the form makes one. Then to `after(item)`."""
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["idempotency_key"]
        url, _ = run_once(token, lambda: after(make(values=form.values, files=form.stored_files)))
        return _saved(request, form, url)
    return render(request, template, {"form": form, **context}, status=form_status(request, form))


def edit_page(request, item, form, *, template: str, context: dict, after):
    """The draft saved on; where a colleague saved meanwhile both texts stand side by side."""
    context = {"form": form, item.NAME: item, **context}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        what = {"values": form.values, "files": form.stored_files}
        try:
            item = actions.save_draft(item=item, by=request.user, version=version, **what)
        except StaleVersion as stale:
            form.refuse_stale(stale.row)
            context |= {"saved": stale.row, "saved_files": files_of(stale.row)}
            return render(request, template, context, status=409)
        except ActionRefused as refusal:
            form.refuse(str(refusal))
        else:
            return _saved(request, form, after(item))
    return render(request, template, context, status=form_status(request, form))


def _saved(request, form, url):
    say_moved_due(request, form)
    say_ignored(request, form)
    if "save_draft" in request.POST:
        what = "ひな形" if getattr(form, "is_template", False) else "下書き"
        messages.success(request, f"{what}を保存しました。同じ団体の担当者は、だれでも続きを書けます。")
    return redirect(url)


def say_moved_due(request, form) -> None:
    """Where the due date was a closed day (閉庁日): which day it is now."""
    if form.moved_words:
        messages.info(request, form.moved_words)


def make_once(request, page: str, make) -> str:
    """The address `page` of what `make()` makes; twice pressed is one."""
    token = IdempotencyKeyField().clean(request.POST.get("idempotency_key", ""))
    return run_once(token, lambda: reverse(page, args=[make().pk]))[0]


def drafts_page(request, model, template: str):
    rows = model.objects.drafts_of(request.user).select_related("saved_by", "section")
    return render(request, template, {"page": paginate(rows.order_by("-saved_at", "-pk"), request)})


def discard_page(request, item, *, template: str, what: str, to: str):
    """Ask first; then throw it away and go to the list `to`."""
    if request.method == "GET":
        return render(request, template, {item.NAME: item})
    with outcome_shown(request, f"{what}を削除しました。"):
        actions.discard_draft(item=item, by=request.user)
    return redirect(to)
