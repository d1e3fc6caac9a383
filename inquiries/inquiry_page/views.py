"""Pages of the inquiries (照会): the list, and one inquiry with the parts that its reader needs."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from common.attachments.queries import files_of
from common.pagination import paginate
from common.text import render_body
from correspondence.answers_on_behalf.panels import of_page as on_behalf_panel
from correspondence.questions.kinds import Kind
from correspondence.requests.queries import days_left, number_waiting_for, visible_request
from correspondence.requests.rules import sees_all_answers
from correspondence.retractions.panels import set_acts
from correspondence.retractions.rules import can_purge
from correspondence.steps.queries import steps_shown_to
from inquiries.inquiries.models import Inquiry
from inquiries.inquiry_page import answer_panel, panels
from inquiries.inquiry_page.filters import InquiryFilter, count_answers, inquiries_of_list
from inquiries.questions.queries import versions_of
from inquiries.results import panels as results_panels
from inquiries.results.panels import of_list
from inquiries.steps.models import InquiryStep
from members.access.decorators import members_only


@require_safe
@members_only
def inquiry_list(request):
    chosen = InquiryFilter(request.GET)
    page = paginate(inquiries_of_list(chosen, request.user), request)
    count_answers(page.rows, request.user)
    waiting = number_waiting_for(request.user, Inquiry)
    context = {"page": page, "filter": chosen, "waiting": waiting, **panels.of_list(request)}
    context |= of_list(request)
    return render(request, "inquiries/inquiry_page/inquiry_list.html", context)


@require_safe
@members_only
def inquiry_detail(request, pk):
    inquiry = visible_request(request, Inquiry, pk, drafts=True)
    if inquiry.is_draft:  # their organisation's: the page that its mails lead to
        return redirect(panels.draft_url(inquiry))
    return inquiry_page(request, inquiry)


def inquiry_page(request, inquiry, *, status=400, **returned):
    """The inquiry's page; a form that came back with errors (`returned`) stands where it was filled in."""
    questions = versions_of(inquiry=inquiry.pk)
    steps = _steps(request.user, inquiry)
    context = {
        "inquiry": inquiry,
        "body": render_body(inquiry.description),
        "files": files_of(inquiry),
        "questions": [question for question in questions if question.retired_in is None],
        "all_questions": questions,
        "steps": [step for step in steps if step.answer_id is None],
        "all_steps": steps,
        "days_left": days_left(inquiry),
        "asks_files": any(question.kind == Kind.FILE for question in questions),
        "may_purge": can_purge(request.user, inquiry),
        "item": inquiry,
        **on_behalf_panel(request.user, inquiry),
    }
    for part in (answer_panel, panels, results_panels):
        context |= part.of_page(request, context, returned)
    context |= panels.how_it_stands(context)
    return render(
        request, "inquiries/inquiry_page/inquiry_detail.html", context, status=status if returned else 200
    )


def _steps(user, inquiry) -> list[InquiryStep]:
    """What concerns everybody who was asked, and how their own organisation came to its answer; one query."""
    steps = steps_shown_to(user, inquiry)
    if not sees_all_answers(user, inquiry):
        for step in steps:  # whom else it asks is not told to those who are asked
            if step.kind == InquiryStep.Kind.ADDED:
                step.changes = {}
    return set_acts(user, steps)
