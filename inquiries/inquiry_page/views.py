"""Pages of the inquiries (照会): the list, and one inquiry with the parts that its reader needs."""

from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from inquiries.filters import InquiryFilter, count_answers
from inquiries.models import Inquiry, InquiryStep
from inquiries.rules import asking
from inquiries.views import parts_answering, parts_asking, parts_results
from members.decorators import members_only
from office import cabinet, calendar
from office.paging import paginate
from office.text import render_body


@require_safe
@members_only
def inquiry_list(request):
    inquiries = Inquiry.objects.visible_to(request.user).sent().for_list(request.user)
    chosen = InquiryFilter(request.GET)
    page = paginate(chosen.apply(inquiries, request.user), request)
    count_answers(page.rows, request.user)
    waiting = Inquiry.objects.waiting_for(request.user).count()
    context = {"page": page, "filter": chosen, "waiting": waiting, **parts_asking.of_list(request)}
    context |= parts_results.of_list(request)
    return render(request, "inquiries/inquiry_list.html", context)


@require_safe
@members_only
def inquiry_detail(request, pk):
    inquiry = visible_inquiry(request, pk, Inquiry.objects.all())
    if inquiry.is_draft:  # his organisation's: the page that its mails lead to
        return redirect(parts_asking.draft_url(inquiry))
    return inquiry_page(request, inquiry)


def visible_inquiry(request, pk, among=None) -> Inquiry:
    """The inquiry with its owner; 404 for who may not see it, and, unless named by `among`, for drafts."""
    rows = (Inquiry.objects.sent() if among is None else among).visible_to(request.user)
    return get_object_or_404(rows.select_related("organization__local_government", "section"), pk=pk)


def inquiry_page(request, inquiry, *, status=400, **returned):
    """The inquiry's page; a form that came back with errors (`returned`) stands where it was filled in."""
    questions = list(inquiry.questions.order_by("position", "line", "version"))
    steps = _steps(request.user, inquiry)
    context = {
        "inquiry": inquiry,
        "body": render_body(inquiry.description),
        "files": cabinet.files_of(inquiry),
        "questions": [question for question in questions if question.retired_in is None],
        "all_questions": questions,
        "steps": [step for step in steps if step.answer_id is None],
        "all_steps": steps,
        "days_left": days_left(inquiry),
    }
    for part in (parts_answering, parts_asking, parts_results):
        context |= part.of_page(request, context, returned)
    return render(request, "inquiries/inquiry_detail.html", context, status=status if returned else 200)


def _steps(user, inquiry) -> list[InquiryStep]:
    """What concerns everybody who was asked, and how his own organisation came to its answer; one query."""
    wanted = Q(answer__isnull=True)
    if user.section_id:
        wanted |= Q(answer__organization=user.section.organization_id)
    steps = list(inquiry.steps.filter(wanted).order_by("pk"))
    if not asking.sees_all_answers(user, inquiry):
        for step in steps:  # whom else it asks is not told to those who are asked
            if step.kind == InquiryStep.Kind.ADDED:
                step.changes = {}
    return steps


def days_left(inquiry) -> int | None:
    """Working days (開庁日) until the due date; None where nothing is waited for or it has passed."""
    if not inquiry.is_open or inquiry.is_overdue:
        return None
    return calendar.working_days_between(calendar.today(), inquiry.answer_due)
