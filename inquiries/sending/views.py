"""The inquiry as the asked organisations will see it, what is missing, whom it reaches; sending it."""

import uuid
from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from correspondence.drafts.forms import problems_of
from correspondence.requests.queries import visible_request
from correspondence.requests.rules import owns
from correspondence.sending.views import ConfirmPage, already_sent, approval_rule_view
from inquiries.drafts.forms import InquiryForm
from inquiries.inquiries.models import NO_QUESTIONS, NOBODY_ASKED, NOT_A_TEMPLATE, Inquiry
from inquiries.inquiries.rules import can_copy_inquiry, can_edit_inquiry, can_make_template
from inquiries.inquiries.views import ONLY_ASKERS, ONLY_SECRETARIAT, STEPS_OF_WORK
from members.access.decorators import members_only

FIRST = 30  # organisations named at once; the others behind a fold


@require_safe
@members_only
def inquiry_confirm(request, pk):
    """Also a template, for all who may start from it."""
    inquiry = visible_request(request, Inquiry, pk, drafts=True)
    if not inquiry.is_draft:
        return already_sent(request, inquiry)
    if not inquiry.is_template and not _may_send(request.user, inquiry):
        raise PermissionDenied(ONLY_ASKERS)
    return _page(request, inquiry)


def _may_send(user, inquiry) -> bool:
    return owns(user, inquiry) and Inquiry.may_ask(user)


def _page(request, inquiry, **returned):
    questions = list(inquiry.questions.current())
    asked = [] if inquiry.is_template else inquiry.addressees()
    if inquiry.is_template:
        problems, more = [NOT_A_TEMPLATE], {"may_copy": can_copy_inquiry(request.user, inquiry)}
    else:
        more = _by_prefecture(asked) | {"steps": list(inquiry.steps.order_by("pk"))}
        problems = _all_problems(request, inquiry, questions, len(asked))
    context = {
        **PAGE.context(request, inquiry, problems, asked, returned),
        "steps_of_work": STEPS_OF_WORK,
        "questions": questions,
        "may_edit": can_edit_inquiry(request.user, inquiry),
        "may_make_template": not inquiry.is_template and can_make_template(request.user),
        "token": uuid.uuid4(),
        **more,
    }
    status = 400 if returned else 200
    return render(request, "inquiries/sending/inquiry_confirm.html", context, status=status)


def _by_prefecture(asked) -> dict:
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
    found = [("edit", f"div_id_{name}", label, error) for name, label, error in _problems(request, inquiry)]
    if not count and not {"div_id_chosen", "div_id_prefectures"} & {anchor for _, anchor, *_ in found}:
        found.append(("edit", "div_id_reach", "照会先", NOBODY_ASKED))
    if not questions:
        found.append(("questions", "question-1", "質問", NO_QUESTIONS))
    return [dict(zip(("page", "anchor", "label", "error"), problem, strict=True)) for problem in found]


def _problems(request, inquiry) -> list:
    """Of the form alone: whom it asks and its questions are looked at again when it is sent."""
    return problems_of(InquiryForm, inquiry, request.user)


def _own(request, pk) -> Inquiry:
    """What the user's organisation asks, sent or not; a template is never sent."""
    inquiry = visible_request(request, Inquiry, pk, drafts=True)
    if inquiry.is_template:
        raise PermissionDenied(NOT_A_TEMPLATE if owns(request.user, inquiry) else ONLY_SECRETARIAT)
    if inquiry.is_draft and not _may_send(request.user, inquiry):
        raise PermissionDenied(ONLY_ASKERS)
    return inquiry


PAGE = ConfirmPage(_own, _page, _problems, "{count}団体に照会しました。照会先にはメールで知らせます。")
inquiry_send, inquiry_approve, inquiry_take_back, inquiry_propose, inquiry_return = PAGE.views()
approval_rule_edit = approval_rule_view(Inquiry)
