"""The inquiry as the asked organisations will see it, what is missing, whom it reaches; sending it."""

import uuid
from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.attachments.queries import files_of
from common.refusals import ActionRefused
from common.text import render_body
from correspondence.drafts.forms import VersionForm, problems_of
from correspondence.requests.queries import visible_request
from inquiries.drafts.forms import InquiryForm
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_copy_inquiry, can_edit_inquiry, can_make_template
from inquiries.inquiries.views import ONLY_ASKERS, STEPS_OF_WORK, own_draft
from inquiries.sending import actions
from inquiries.sending.actions import send_inquiry
from inquiries.sending.queries import addressees_of
from members.access.decorators import members_only

FIRST = 30  # organisations named at once; the others behind a fold
SENT = "{count}団体に照会しました。照会先にはメールで知らせます。"


@require_safe
@members_only
def inquiry_confirm(request, pk):
    """Also a template, for all who may start from it."""
    inquiry = visible_request(request, Inquiry, pk, Inquiry.objects.select_related("saved_by"))
    if not inquiry.is_draft:
        return redirect(inquiry)
    if not inquiry.is_template and not can_edit_inquiry(request.user, inquiry):
        raise PermissionDenied(ONLY_ASKERS)
    questions = list(inquiry.questions.current())
    context = {
        "inquiry": inquiry,
        "steps_of_work": STEPS_OF_WORK,
        "body": render_body(inquiry.description),
        "files": files_of(inquiry),
        "questions": questions,
        "may_edit": can_edit_inquiry(request.user, inquiry),
        "may_make_template": not inquiry.is_template and can_make_template(request.user),
        "token": uuid.uuid4(),
    }
    if inquiry.is_template:
        context["may_copy"] = can_copy_inquiry(request.user, inquiry)
    else:
        context |= _addressees(inquiry)
        context["problems"] = _problems(request, inquiry, questions, context["count"])
    return render(request, "inquiries/confirm_page/inquiry_confirm.html", context)


def _addressees(inquiry) -> dict:
    asked = addressees_of(inquiry)
    by_prefecture = defaultdict(list)
    for organization in asked:
        by_prefecture[organization.prefecture or "その他"].append(organization)
    return {
        "count": len(asked),
        "first": asked[:FIRST],
        "rest": max(len(asked) - FIRST, 0),
        "asked": list(by_prefecture.items()),
    }


def _problems(request, inquiry, questions, count) -> list[dict]:
    """What is missing, each with the page and the field where it can be mended."""
    found = [
        {"page": "edit", "anchor": f"div_id_{name}", "label": label, "error": error}
        for name, label, error in problems_of(InquiryForm, inquiry, request.user)
    ]
    named = {problem["anchor"] for problem in found}
    if not count and not named & {"div_id_chosen", "div_id_prefectures"}:
        found.append(
            {"page": "edit", "anchor": "div_id_reach", "label": "照会先", "error": actions.NOBODY_ASKED}
        )
    if not questions:
        found.append(
            {"page": "questions", "anchor": "question-1", "label": "質問", "error": actions.NO_QUESTIONS}
        )
    return found


@require_POST
@members_only
def inquiry_send(request, pk):
    """Send what the page showed; what is incomplete or was saved meanwhile is shown again instead."""
    inquiry = own_draft(request, pk)
    if inquiry.is_template:
        raise PermissionDenied("ひな形は照会できません。ひな形から下書きを作ってください。")
    if inquiry.is_draft and problems_of(InquiryForm, inquiry, request.user):
        return redirect("inquiries:inquiry-confirm", pk=pk)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        sent = send_inquiry(inquiry=inquiry, by=request.user, version=version)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        gone = not Inquiry.objects.filter(pk=pk).exists()
        return redirect("inquiries:inquiry-drafts") if gone else redirect("inquiries:inquiry-confirm", pk=pk)
    if inquiry.is_draft:  # it was one a moment ago
        messages.success(request, SENT.format(count=f"{sent.answers.count():,}"))
    return redirect(sent)
