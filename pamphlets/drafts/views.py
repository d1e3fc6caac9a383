"""Writing a request: new, from an earlier one, a draft continued, the list of drafts, one thrown away."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from correspondence.drafts import views
from correspondence.requests.queries import own_request, visible_request
from correspondence.requests.rules import can_edit_draft
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from pamphlets.drafts.actions import copy_pamphlet, draft_pamphlet
from pamphlets.drafts.forms import PamphletForm
from pamphlets.drafts.rules import can_copy_pamphlet
from pamphlets.requests.models import PamphletRequest

STEPS_OF_WORK = ["入力", "確認", "依頼"]
MAX_OFFERED = 5  # earlier requests to start from
FORM = "pamphlets/drafts/pamphlet_form.html"


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_create(request):
    if not PamphletRequest.may_ask(request.user):
        raise PermissionDenied("配布依頼は、市町村・都道府県・団体の会員が出すことができます。")
    return views.create_page(
        request,
        views.draft_form(request, PamphletForm),
        lambda **written: draft_pamphlet(by=request.user, **written),
        template=FORM,
        context={"steps": STEPS_OF_WORK, "earlier": _earlier(request.user)},
        after=lambda pamphlet: _after_saving(request, pamphlet),
    )


def _earlier(user) -> list[tuple[PamphletRequest, uuid.UUID]]:
    """Their organisation's last requests, each with the token of its button."""
    rows = PamphletRequest.objects.sent().filter(organization=user.organization)
    return [(pamphlet, uuid.uuid4()) for pamphlet in rows.order_by("-pk")[:MAX_OFFERED]]


def _after_saving(request, pamphlet) -> str:
    name = "pamphlets:pamphlet-edit" if "save_draft" in request.POST else "pamphlets:pamphlet-confirm"
    return reverse(name, args=[pamphlet.pk])


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_edit(request, pk):
    pamphlet = own_request(request, PamphletRequest, pk)
    if not can_edit_draft(request.user, pamphlet):
        return redirect(pamphlet)
    return views.edit_page(
        request,
        pamphlet,
        views.draft_form(request, PamphletForm, pamphlet),
        template=FORM,
        context={"steps": STEPS_OF_WORK},
        after=lambda saved: _after_saving(request, saved),
    )


@require_POST
@members_only
def pamphlet_copy(request, pk):
    """From an earlier request a new draft; twice pressed is one."""
    pamphlet = visible_request(request, PamphletRequest, pk)
    if not can_copy_pamphlet(request.user, pamphlet):
        raise PermissionDenied
    url = views.make_once(
        request, "pamphlets:pamphlet-edit", lambda: copy_pamphlet(pamphlet=pamphlet, by=request.user)
    )
    messages.success(
        request,
        f"{pamphlet.number_name}の内容を複製した下書きを作りました。見本と日付は、新しいものを入れてください。",
    )
    return redirect(url)


@require_safe
@members_only
def pamphlet_drafts(request):
    if not PamphletRequest.may_ask(request.user):
        raise PermissionDenied("配布依頼の下書きは、市町村・都道府県・団体の担当者が使います。")
    return views.drafts_page(request, PamphletRequest, "pamphlets/drafts/pamphlet_drafts.html")


@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_discard(request, pk):
    pamphlet = own_request(request, PamphletRequest, pk)
    if not can_edit_draft(request.user, pamphlet):
        return redirect(pamphlet)
    template = "pamphlets/drafts/pamphlet_discard.html"
    return views.discard_page(
        request, pamphlet, template=template, what="下書き", to="pamphlets:pamphlet-drafts"
    )
