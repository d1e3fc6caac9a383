"""From the draft to the wards: the confirmation page, approval inside the organisation, sending."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.attachments.queries import files_of
from common.text import render_body
from correspondence.approvals.rules import can_send
from correspondence.approvals.views import ConfirmPage, addresses_of, take_back_view
from correspondence.drafts.forms import problems_of
from correspondence.requests.queries import own_request
from correspondence.requests.rules import can_edit_draft
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from pamphlets.approvals.actions import approve_pamphlet, submit_pamphlet
from pamphlets.drafts.forms import PamphletForm
from pamphlets.drafts.views import STEPS_OF_WORK
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.queries import wards_of
from pamphlets.ward_rules.panels import fit_context


@require_safe
@members_only
def pamphlet_confirm(request, pk):
    pamphlet = own_request(request, PamphletRequest, pk)
    return _page(request, pamphlet) if pamphlet.is_draft else redirect(pamphlet)


def _page(request, pamphlet, **returned):
    """The request as the wards will see it, what is missing, what each ward's rules say, what may be done."""
    problems = _problems(request, pamphlet)
    context = {
        "pamphlet": pamphlet,
        "item": pamphlet,
        "addresses": addresses_of(pamphlet),
        "steps_of_work": STEPS_OF_WORK,
        "problems": problems,
        "body": render_body(pamphlet.description),
        "files": files_of(pamphlet),
        **fit_context(pamphlet, wards_of(pamphlet)),
        "steps": list(pamphlet.steps.all()),
        "may_edit": can_edit_draft(request.user, pamphlet),
        **PAGE.forms(request, pamphlet, problems, returned),
    }
    status = 400 if returned else 200
    return render(request, "pamphlets/confirm_page/pamphlet_confirm.html", context, status=status)


def _problems(request, pamphlet) -> list:
    return problems_of(PamphletForm, pamphlet, request.user)


PAGE = ConfirmPage(_page, _problems, sent="{count}区に配布依頼を出しました。回答はメールで届きます。")


@require_POST
@members_only
def pamphlet_submit(request, pk):
    pamphlet = own_request(request, PamphletRequest, pk)
    if pamphlet.is_draft and not can_send(request.user, pamphlet):
        raise PermissionDenied("この依頼を出すには、代表の承認が必要です。")
    return PAGE.send(request, pamphlet, partial(submit_pamphlet, pamphlet=pamphlet))


@require_POST
@members_only
def pamphlet_approve(request, pk):
    pamphlet = own_request(request, PamphletRequest, pk)
    if not request.user.is_representative:
        raise PermissionDenied("承認できるのは、団体の代表です。")
    return PAGE.send(request, pamphlet, partial(approve_pamphlet, pamphlet=pamphlet))


@resumes_after_login
@require_POST
@members_only
def pamphlet_propose(request, pk):
    return PAGE.propose(request, own_request(request, PamphletRequest, pk))


@require_POST
@members_only
def pamphlet_take_back(request, pk):
    return take_back_view(request, own_request(request, PamphletRequest, pk))


@resumes_after_login
@require_POST
@members_only
def pamphlet_return(request, pk):
    return PAGE.give_back(request, own_request(request, PamphletRequest, pk))
