"""A request as its readers find it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from common import japanese_calendar


def visible_request(request, model, pk, among=None):
    """The row with its owner; 404 for who may not see it, and, unless named by `among`, for drafts."""
    rows = (model.objects.sent() if among is None else among).visible_to(request.user)
    return get_object_or_404(rows.select_related("organization__local_government", "section"), pk=pk)


def own_request(request, model, pk):
    """What the user's own organisation asks, sent or not; 404 for everybody else, also the secretariat."""
    if not request.user.acts_for_section:
        raise Http404
    rows = model.objects.filter(organization=request.user.organization)
    return get_object_or_404(
        rows.select_related("organization__local_government", "section", "saved_by"), pk=pk
    )


def days_left(item) -> int | None:
    """Working days (開庁日) until the due date; None where nothing is waited for or it has passed."""
    if not item.is_open or item.is_overdue:
        return None
    return japanese_calendar.working_days_between(japanese_calendar.today(), item.answer_due)
