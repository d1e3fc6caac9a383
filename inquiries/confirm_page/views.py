"""The inquiry as the asked organisations will see it, what is missing, whom it reaches; sending it."""

import uuid
from collections import defaultdict
from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.attachments.queries import files_of
from common.text import render_body
from correspondence.approvals.rules import can_send
from correspondence.approvals.views import ConfirmPage, addresses_of, take_back_view
from correspondence.drafts.forms import problems_of
from correspondence.requests.queries import visible_request
from correspondence.requests.rules import owns
from inquiries.drafts.forms import InquiryForm
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_copy_inquiry, can_edit_inquiry, can_make_template
from inquiries.inquiries.views import ONLY_ASKERS, ONLY_SECRETARIAT, STEPS_OF_WORK
from inquiries.sending import actions
from inquiries.sending.queries import addressees_of
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login

FIRST = 30  # organisations named at once; the others behind a fold
NEEDS_APPROVAL = "この照会を出すには、代表の承認が必要です。"


@require_safe
@members_only
def inquiry_confirm(request, pk):
    """Also a template, for all who may start from it."""
    inquiry = visible_request(request, Inquiry, pk, Inquiry.objects.select_related("saved_by"))
    if not inquiry.is_draft:
        return redirect(inquiry)
    if not inquiry.is_template and not (owns(request.user, inquiry) and Inquiry.may_ask(request.user)):
        raise PermissionDenied(ONLY_ASKERS)
    return _page(request, inquiry)


def _page(request, inquiry, **returned):
    questions = list(inquiry.questions.current())
    context = {
        "inquiry": inquiry,
        "item": inquiry,
        "addresses": addresses_of(inquiry),
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
        problems = _all_problems(request, inquiry, questions, context["count"])
        context |= {"problems": problems, **PAGE.forms(request, inquiry, problems, returned)}
        context["steps"] = list(inquiry.steps.order_by("pk"))
    status = 400 if returned else 200
    return render(request, "inquiries/confirm_page/inquiry_confirm.html", context, status=status)


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


def _all_problems(request, inquiry, questions, count) -> list[dict]:
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


def _problems(request, inquiry) -> list:
    """Of the form alone: whom it asks and its questions are looked at again when it is sent."""
    return problems_of(InquiryForm, inquiry, request.user)


PAGE = ConfirmPage(_page, _problems, sent="{count}団体に照会しました。照会先にはメールで知らせます。")


def _own(request, pk) -> Inquiry:
    """What the user's organisation asks, sent or not; a template is never sent."""
    inquiry = visible_request(request, Inquiry, pk, Inquiry.objects.select_related("saved_by"))
    if inquiry.is_template:
        raise PermissionDenied(actions.NOT_A_TEMPLATE if owns(request.user, inquiry) else ONLY_SECRETARIAT)
    if inquiry.is_draft and not (owns(request.user, inquiry) and Inquiry.may_ask(request.user)):
        raise PermissionDenied(ONLY_ASKERS)
    return inquiry


@require_POST
@members_only
def inquiry_send(request, pk):
    inquiry = _own(request, pk)
    if inquiry.is_draft and not can_send(request.user, inquiry):
        raise PermissionDenied(NEEDS_APPROVAL)
    return PAGE.send(request, inquiry, partial(actions.send_inquiry, inquiry=inquiry))


@require_POST
@members_only
def inquiry_approve(request, pk):
    inquiry = _own(request, pk)
    if not request.user.is_representative:
        raise PermissionDenied("承認できるのは、団体の代表です。")
    return PAGE.send(request, inquiry, partial(actions.approve_inquiry, inquiry=inquiry))


@resumes_after_login
@require_POST
@members_only
def inquiry_propose(request, pk):
    return PAGE.propose(request, _own(request, pk))


@require_POST
@members_only
def inquiry_take_back(request, pk):
    return take_back_view(request, _own(request, pk))


@resumes_after_login
@require_POST
@members_only
def inquiry_return(request, pk):
    return PAGE.give_back(request, _own(request, pk))
