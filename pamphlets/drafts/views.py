"""Writing a request: new, from an earlier one, a draft continued, the list of drafts, one thrown away."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.attachments.queries import files_of
from common.idempotency.actions import run_once
from common.idempotency.forms import IdempotencyKeyField
from common.pagination import paginate
from common.refusals import ActionRefused, StaleVersion
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from pamphlets.drafts import actions, rules
from pamphlets.drafts.forms import PamphletForm
from pamphlets.drafts.rules import can_copy_pamphlet
from pamphlets.requests.models import PamphletRequest
from pamphlets.requests.rules import can_create_pamphlet
from pamphlets.requests.views import visible_pamphlet

STEPS_OF_WORK = ["入力", "確認", "依頼"]
EARLIER = 5  # requests offered to start from


def own_draft(request, pk) -> PamphletRequest:
    """A draft, or what became of it, of his organisation; 404 for everybody else, also the secretariat."""
    if not request.user.acts:
        raise Http404
    rows = PamphletRequest.objects.filter(organization=request.user.organization)
    return get_object_or_404(
        rows.select_related("organization__local_government", "section", "saved_by"), pk=pk
    )


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_create(request):
    if not can_create_pamphlet(request.user):
        raise PermissionDenied("配布依頼は、市町村・都道府県・団体の会員が出すことができます。")
    form = _form(request)
    if request.method == "POST" and form.is_valid():

        def make():
            pamphlet = actions.draft_pamphlet(by=request.user, values=form.values, files=form.stored_files)
            return _after_saving(request, pamphlet)

        url, _ = run_once(form.cleaned_data["idempotency_key"], make)
        return _saved(request, form, url)
    context = {"form": form, "steps": STEPS_OF_WORK, "earlier": _earlier(request.user)}
    return render(request, "pamphlets/drafts/pamphlet_form.html", context, status=_status(request))


def _earlier(user) -> list[tuple[PamphletRequest, uuid.UUID]]:
    """His organisation's last requests, each with the token of its button."""
    rows = PamphletRequest.objects.asked().filter(organization=user.organization)
    return [(pamphlet, uuid.uuid4()) for pamphlet in rows.order_by("-pk")[:EARLIER]]


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_edit(request, pk):
    pamphlet = own_draft(request, pk)
    if not rules.can_edit_draft(request.user, pamphlet):
        return redirect(pamphlet)
    form = _form(request, pamphlet)
    context = {"form": form, "pamphlet": pamphlet, "steps": STEPS_OF_WORK}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        what = {"values": form.values, "files": form.stored_files}
        try:
            pamphlet = actions.edit_draft(pamphlet=pamphlet, by=request.user, version=version, **what)
        except StaleVersion as stale:
            form.refuse_stale(stale.row)
            context |= {"saved": stale.row, "saved_files": files_of(stale.row)}
            return render(request, "pamphlets/drafts/pamphlet_form.html", context, status=409)
        except ActionRefused as refusal:
            form.refuse(str(refusal))
        else:
            return _saved(request, form, _after_saving(request, pamphlet))
    return render(request, "pamphlets/drafts/pamphlet_form.html", context, status=_status(request))


def _form(request, pamphlet=None) -> PamphletForm:
    """The form as posted, as it was typed before the login, or as the draft stands."""
    more = {"by": request.user, "instance": pamphlet}
    if request.method == "POST":
        return PamphletForm(request.POST, request.FILES, draft="save_draft" in request.POST, **more)
    if kept := pop_stored_form(request):
        messages.info(
            request, "ログインの前に入力した内容を戻しました。見本のファイルは、もう一度選んでください。"
        )
        return PamphletForm(kept, draft="save_draft" in kept, **more)
    return PamphletForm(**more)


def _status(request) -> int:
    return 400 if request.method == "POST" else 200


def _after_saving(request, pamphlet) -> str:
    name = "pamphlets:pamphlet-edit" if "save_draft" in request.POST else "pamphlets:pamphlet-confirm"
    return reverse(name, args=[pamphlet.pk])


def _saved(request, form, url):
    say_moved_due(request, form)
    if "save_draft" in request.POST:
        messages.success(
            request, "下書きを保存しました。同じ団体の担当者は「配布依頼の下書き」から続きを書けます。"
        )
    return redirect(url)


def say_moved_due(request, form) -> None:
    """Where the due date was a closed day (閉庁日): which day it is now."""
    if form.moved_words:
        messages.info(request, form.moved_words)


@require_POST
@members_only
def pamphlet_copy(request, pk):
    """From an earlier request a new draft; twice pressed is one."""
    pamphlet = visible_pamphlet(request, pk)
    if not can_copy_pamphlet(request.user, pamphlet):
        raise PermissionDenied
    token = IdempotencyKeyField().clean(request.POST.get("idempotency_key", ""))
    url, _ = run_once(
        token,
        lambda: reverse(
            "pamphlets:pamphlet-edit", args=[actions.copy_pamphlet(pamphlet=pamphlet, by=request.user).pk]
        ),
    )
    messages.success(
        request,
        f"{pamphlet.number_name}の内容を写した下書きを作りました。見本と日付は、新しいものを入れてください。",
    )
    return redirect(url)


@require_safe
@members_only
def pamphlet_drafts(request):
    if not can_create_pamphlet(request.user):
        raise PermissionDenied("配布依頼の下書きは、市町村・都道府県・団体の担当者が使います。")
    rows = PamphletRequest.objects.drafts_of(request.user).select_related("saved_by", "section")
    context = {"page": paginate(rows.order_by("-saved_at", "-pk"), request)}
    return render(request, "pamphlets/drafts/pamphlet_drafts.html", context)


@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_discard(request, pk):
    pamphlet = own_draft(request, pk)
    if not rules.can_edit_draft(request.user, pamphlet):
        return redirect(pamphlet)
    if request.method == "GET":
        return render(request, "pamphlets/drafts/pamphlet_discard.html", {"pamphlet": pamphlet})
    try:
        actions.discard_draft(pamphlet=pamphlet, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "下書きを削除しました。")
    return redirect("pamphlets:pamphlet-drafts")
