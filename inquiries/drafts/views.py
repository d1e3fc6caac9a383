"""Writing an inquiry: new, a draft or a template continued, copied, thrown away; the lists of both."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.pagination import paginate
from common.refusals import ActionRefused
from correspondence.drafts import views
from correspondence.requests.queries import visible_request
from correspondence.requests.rules import owns
from inquiries.drafts import actions
from inquiries.drafts.forms import InquiryForm
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_copy_inquiry, can_make_template
from inquiries.inquiries.views import ONLY_ASKERS, ONLY_SECRETARIAT, STEPS_OF_WORK, own_draft
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login

FORM, EDIT = "inquiries/drafts/inquiry_form.html", "inquiries:inquiry-edit"
MAX_OFFERED = 5  # templates and earlier inquiries to start from


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_create(request):
    if not Inquiry.may_ask(request.user):
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
    context = {"steps_of_work": STEPS_OF_WORK, "is_template": is_template}
    if not is_template:
        context |= _offers(request.user)
    return views.create_page(
        request,
        views.draft_form(request, InquiryForm, is_template=is_template),
        lambda **written: actions.draft_inquiry(by=request.user, is_template=is_template, **written),
        template=FORM,
        context=context,
        after=lambda inquiry: _after_saving(request, inquiry),
    )


def _offers(user) -> dict:
    """What they may start from, each with the token of its button."""
    templates = Inquiry.objects.visible_to(user).templates().order_by("-saved_at", "-pk")
    earlier = Inquiry.objects.sent().filter(organization=user.organization).order_by("-pk")
    return {
        "templates": [(inquiry, uuid.uuid4()) for inquiry in templates[:MAX_OFFERED]],
        "earlier": [(inquiry, uuid.uuid4()) for inquiry in earlier[:MAX_OFFERED]],
    }


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_edit(request, pk):
    inquiry = own_draft(request, pk)
    if not inquiry.is_draft:
        return redirect(inquiry)
    return views.edit_page(
        request,
        inquiry,
        views.draft_form(request, InquiryForm, inquiry, is_template=inquiry.is_template),
        template=FORM,
        context={"steps_of_work": STEPS_OF_WORK, "is_template": inquiry.is_template},
        after=lambda saved: _after_saving(request, saved),
    )


def _after_saving(request, inquiry) -> str:
    name = "inquiry-edit" if "save_draft" in request.POST else "inquiry-questions"
    return reverse(f"inquiries:{name}", args=[inquiry.pk])


@require_POST
@members_only
def inquiry_copy(request, pk):
    """From a template or an earlier inquiry a new draft; twice pressed is one."""
    inquiry = visible_request(request, Inquiry, pk, drafts=True)
    if not can_copy_inquiry(request.user, inquiry):
        raise PermissionDenied(ONLY_ASKERS)
    try:
        url = views.make_once(request, EDIT, lambda: actions.copy_inquiry(inquiry=inquiry, by=request.user))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("inquiries:inquiry-list")
    name = f"ひな形「{inquiry.title}」" if inquiry.is_template else inquiry.number_name
    messages.success(
        request, f"{name}を複製した下書きを作りました。回答期限と添付ファイルは、新しいものを入れてください。"
    )
    return redirect(url)


@require_POST
@members_only
def inquiry_make_template(request, pk):
    """Keep a draft or an inquiry of the secretariat's as a template for all who ask (ひな形にする)."""
    inquiry = visible_request(request, Inquiry, pk, drafts=True)
    if not can_make_template(request.user) or not owns(request.user, inquiry):
        raise PermissionDenied(ONLY_SECRETARIAT)
    try:
        url = views.make_once(request, EDIT, lambda: actions.make_template(inquiry=inquiry, by=request.user))
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("inquiries:inquiry-drafts")
    messages.success(request, "ひな形を作りました。特別区の担当者にも見えます。回答期限と添付は含みません。")
    return redirect(url)


@require_safe
@members_only
def inquiry_drafts(request):
    if not Inquiry.may_ask(request.user):
        raise PermissionDenied(ONLY_ASKERS)
    return views.drafts_page(request, Inquiry, "inquiries/drafts/inquiry_drafts.html")


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
        "may_copy": Inquiry.may_ask(user),
        "may_make": can_make_template(user),
    }
    return render(request, "inquiries/drafts/inquiry_templates.html", context)


@require_http_methods(["GET", "POST"])
@members_only
def inquiry_discard(request, pk):
    inquiry = own_draft(request, pk)
    if not inquiry.is_draft:
        return redirect(inquiry)
    what, to = ("ひな形", "inquiry-templates") if inquiry.is_template else ("下書き", "inquiry-drafts")
    template = "inquiries/drafts/inquiry_discard.html"
    return views.discard_page(request, inquiry, template=template, what=what, to=f"inquiries:{to}")
