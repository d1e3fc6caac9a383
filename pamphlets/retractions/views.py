from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from correspondence.requests.queries import visible_request
from correspondence.retractions import views
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from pamphlets.requests.models import PamphletRequest


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_purge(request, pk):
    return views.purge_request_view(request, visible_request(request, PamphletRequest, pk))


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def answer_purge(request, pk, answer_pk):
    pamphlet = visible_request(request, PamphletRequest, pk)
    answer = get_object_or_404(pamphlet.answers.select_related("organization"), pk=answer_pk)
    answer.pamphlet = pamphlet
    return views.purge_answer_view(request, answer)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def step_retract(request, pk, step_pk):
    return views.retract_step_view(request, visible_request(request, PamphletRequest, pk), step_pk)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def step_purge(request, pk, step_pk):
    return views.purge_step_view(request, visible_request(request, PamphletRequest, pk), step_pk)
