"""Pages of the inquiries (照会): the list, and one inquiry with the parts that its reader needs."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from inquiries.models import Inquiry
from inquiries.views import parts_answering, parts_asking, parts_results
from members.decorators import members_only
from office import cabinet
from office.paging import paginate
from office.text import render_body


@require_safe
@members_only
def inquiry_list(request):
    inquiries = (
        Inquiry.objects.visible_to(request.user).sent().select_related("organization__local_government")
    )
    context = {"page": paginate(inquiries.order_by("-pk"), request), **parts_asking.of_list(request)}
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


def inquiry_page(request, inquiry, **returned):
    """The inquiry's page; a form that came back with errors (`returned`) stands where it was filled in."""
    context = {
        "inquiry": inquiry,
        "body": render_body(inquiry.description),
        "files": cabinet.files_of(inquiry),
        "questions": list(inquiry.questions.current()),
        "steps": list(inquiry.steps.of_inquiry()),
    }
    for part in (parts_answering, parts_asking, parts_results):
        context |= part.of_page(request, context, returned)
    return render(request, "inquiries/inquiry_detail.html", context, status=400 if returned else 200)
