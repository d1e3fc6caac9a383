"""Writing an inquiry: new, a draft or a template continued, copied, thrown away; the lists of both."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.attachments.queries import files_of
from common.idempotency.actions import run_once
from common.idempotency.forms import IdempotencyKeyField
from common.pagination import paginate
from common.refusals import ActionRefused, StaleVersion
from inquiries.drafts import actions
from inquiries.drafts.forms import InquiryForm
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_copy_inquiry, can_create_inquiry, can_make_template, owns_inquiry
from inquiries.inquiries.views import ONLY_ASKERS, ONLY_SECRETARIAT, STEPS_OF_WORK, own_draft, visible_inquiry
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login

OFFERED = 5  # templates and earlier inquiries to start from


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_create(request):
    if not can_create_inquiry(request.user):
        raise PermissionDenied(ONLY_ASKERS)
    return _create(request, is_template=False)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def template_create(request):
    if not can_make_template(request.user):
        raise PermissionDenied(ONLY_SECRETARIAT)
    return _create(request, is_template=True)


def _create(request, *, is_template):
    form = _form(request, is_template=is_template)
    if request.method == "POST" and form.is_valid():

        def make():
            what = {"values": form.values, "files": form.stored_files, "is_template": is_template}
            return _after_saving(request, actions.draft_inquiry(by=request.user, **what))

        url, _ = run_once(form.cleaned_data["idempotency_key"], make)
        return _saved(request, form, url)
    context = {"form": form, "steps_of_work": STEPS_OF_WORK, "is_template": is_template}
    if not is_template:
        context |= _offers(request.user)
    return render(request, "inquiries/drafts/inquiry_form.html", context, status=_status(request))


def _offers(user) -> dict:
    """What he may start from, each with the token of its button."""
    templates = Inquiry.objects.visible_to(user).templates().order_by("-saved_at", "-pk")
    earlier = Inquiry.objects.sent().filter(organization=user.organization).order_by("-pk")
    return {
        "templates": [(inquiry, uuid.uuid4()) for inquiry in templates[:OFFERED]],
        "earlier": [(inquiry, uuid.uuid4()) for inquiry in earlier[:OFFERED]],
    }


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_edit(request, pk):
    inquiry = own_draft(request, pk)
    if not inquiry.is_draft:
        return redirect(inquiry)
    form = _form(request, inquiry, is_template=inquiry.is_template)
    context = {
        "form": form,
        "inquiry": inquiry,
        "steps_of_work": STEPS_OF_WORK,
        "is_template": inquiry.is_template,
    }
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        what = {"values": form.values, "files": form.stored_files}
        try:
            inquiry = actions.edit_inquiry(inquiry=inquiry, by=request.user, version=version, **what)
        except StaleVersion as stale:
            form.refuse_stale(stale.row)
            context |= {"saved": stale.row, "saved_files": files_of(stale.row)}
            return render(request, "inquiries/drafts/inquiry_form.html", context, status=409)
        except ActionRefused as refusal:
            form.refuse(str(refusal))
        else:
            return _saved(request, form, _after_saving(request, inquiry))
    return render(request, "inquiries/drafts/inquiry_form.html", context, status=_status(request))


def _form(request, inquiry=None, *, is_template) -> InquiryForm:
    """The form as posted, as it was typed before the login, or as the draft stands."""
    more = {"by": request.user, "instance": inquiry, "is_template": is_template}
    if request.method == "POST":
        return InquiryForm(request.POST, request.FILES, draft="save_draft" in request.POST, **more)
    if kept := pop_stored_form(request):
        files = "添付ファイルは、もう一度選んでください。" if request.stored_form_had_files else ""
        messages.info(request, f"ログインの前に入力した内容を戻しました。{files}")
        return InquiryForm(kept, draft="save_draft" in kept, **more)
    return InquiryForm(**more)


def _status(request) -> int:
    return 400 if request.method == "POST" else 200


def _after_saving(request, inquiry) -> str:
    name = "inquiry-edit" if "save_draft" in request.POST else "inquiry-questions"
    return reverse(f"inquiries:{name}", args=[inquiry.pk])


def _saved(request, form, url):
    if form.moved_words:
        messages.info(request, form.moved_words)
    if "save_draft" in request.POST:
        what = "ひな形" if form.is_template else "下書き"
        messages.success(request, f"{what}を保存しました。同じ団体の担当者は、だれでも続きを書けます。")
    return redirect(url)


@require_POST
@members_only
def inquiry_copy(request, pk):
    """From a template or an earlier inquiry a new draft; twice pressed is one."""
    inquiry = visible_inquiry(request, pk, Inquiry.objects.all())
    if not can_copy_inquiry(request.user, inquiry):
        raise PermissionDenied(ONLY_ASKERS)
    try:
        url = _once(request, lambda: actions.copy_inquiry(inquiry=inquiry, by=request.user))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("inquiries:inquiry-list")
    name = f"ひな形「{inquiry.title}」" if inquiry.is_template else inquiry.number_name
    messages.success(
        request, f"{name}を写した下書きを作りました。回答期限と添付ファイルは、新しいものを入れてください。"
    )
    return redirect(url)


@require_POST
@members_only
def inquiry_make_template(request, pk):
    """Keep a draft or an inquiry of the secretariat's as a template for all who ask (ひな形にする)."""
    inquiry = visible_inquiry(request, pk, Inquiry.objects.all())
    if not can_make_template(request.user) or not owns_inquiry(request.user, inquiry):
        raise PermissionDenied(ONLY_SECRETARIAT)
    try:
        url = _once(request, lambda: actions.make_template(inquiry=inquiry, by=request.user))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("inquiries:inquiry-drafts")
    messages.success(request, "ひな形を作りました。特別区の担当者にも見えます。回答期限と添付は含みません。")
    return redirect(url)


def _once(request, make) -> str:
    token = IdempotencyKeyField().clean(request.POST.get("idempotency_key", ""))
    return run_once(token, lambda: reverse("inquiries:inquiry-edit", args=[make().pk]))[0]


@require_safe
@members_only
def inquiry_drafts(request):
    if not can_create_inquiry(request.user):
        raise PermissionDenied(ONLY_ASKERS)
    rows = Inquiry.objects.drafts_of(request.user).select_related("saved_by", "section")
    context = {"page": paginate(rows.order_by("-saved_at", "-pk"), request)}
    return render(request, "inquiries/drafts/inquiry_drafts.html", context)


@require_safe
@members_only
def inquiry_templates(request):
    """What the secretariat keeps for all who ask; its readers (閲覧) look on."""
    user = request.user
    if not (user.is_special_ward or user.is_secretariat):
        raise PermissionDenied(ONLY_ASKERS)
    rows = Inquiry.objects.visible_to(user).templates().with_question_count()
    page = paginate(rows.order_by("-saved_at", "-pk"), request)
    for template in page.rows:
        template.token = uuid.uuid4()
    context = {
        "page": page,
        "may_copy": can_create_inquiry(user),
        "may_make": can_make_template(user),
    }
    return render(request, "inquiries/drafts/inquiry_templates.html", context)


@require_http_methods(["GET", "POST"])
@members_only
def inquiry_discard(request, pk):
    inquiry = own_draft(request, pk)
    if not inquiry.is_draft:
        return redirect(inquiry)
    if request.method == "GET":
        return render(request, "inquiries/drafts/inquiry_discard.html", {"inquiry": inquiry})
    what, to = ("ひな形", "inquiry-templates") if inquiry.is_template else ("下書き", "inquiry-drafts")
    try:
        actions.discard_inquiry(inquiry=inquiry, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{what}を削除しました。")
    return redirect(f"inquiries:{to}")
