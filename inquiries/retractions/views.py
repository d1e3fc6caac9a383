from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from correspondence.requests.queries import visible_request
from correspondence.retractions import views
from inquiries.inquiries.models import Inquiry
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def inquiry_purge(request, pk):
    return views.purge_request_view(request, visible_request(request, Inquiry, pk))


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def answer_purge(request, pk, answer_pk):
    inquiry = visible_request(request, Inquiry, pk)
    answer = get_object_or_404(inquiry.answers.select_related("organization"), pk=answer_pk)
    answer.inquiry = inquiry
    return views.purge_answer_view(request, answer)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def step_retract(request, pk, step_pk):
    return views.retract_step_view(request, visible_request(request, Inquiry, pk), step_pk)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def step_purge(request, pk, step_pk):
    return views.purge_step_view(request, visible_request(request, Inquiry, pk), step_pk)
