"""From the draft to the wards: the confirmation page, approval inside the organisation, sending."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.attachments.queries import files_of
from common.refusals import ActionRefused
from common.text import render_body
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from members.users.models import User
from pamphlets.approvals.actions import (
    approve_pamphlet,
    ask_approval,
    return_pamphlet,
    submit_pamphlet,
    take_back_pamphlet,
)
from pamphlets.approvals.forms import ApprovalForm, ReturnForm, VersionForm
from pamphlets.approvals.rules import (
    can_approve_pamphlet,
    can_ask_approval,
    can_submit_pamphlet,
    can_take_back,
)
from pamphlets.drafts.forms import problems_of
from pamphlets.drafts.rules import can_edit_draft
from pamphlets.drafts.views import STEPS_OF_WORK, own_draft
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.queries import wards_of
from pamphlets.ward_rules.panels import fit_context

SENT = "{count}区に配布依頼を出しました。回答はメールで届きます。"


@require_safe
@members_only
def pamphlet_confirm(request, pk):
    pamphlet = own_draft(request, pk)
    return _page(request, pamphlet) if pamphlet.is_draft else redirect(pamphlet)


def _page(request, pamphlet, **returned):
    """The request as the wards will see it, what is missing, what each ward's rules say, what he may do."""
    user, problems = request.user, problems_of(pamphlet, request.user)
    context = {
        "pamphlet": pamphlet,
        "steps_of_work": STEPS_OF_WORK,
        "problems": problems,
        "body": render_body(pamphlet.description),
        "files": files_of(pamphlet),
        **fit_context(pamphlet, wards_of(pamphlet)),
        "steps": list(pamphlet.steps.all()),
        "may_edit": can_edit_draft(user, pamphlet),
        "may_take_back": can_take_back(user, pamphlet),
        "version": pamphlet.version,
    }
    context |= _forms(request, pamphlet, problems, returned)
    return render(
        request, "pamphlets/confirm_page/pamphlet_confirm.html", context, status=400 if returned else 200
    )


def _forms(request, pamphlet, problems, returned) -> dict:
    """What may be pressed; nothing goes on while something is missing, giving it back always."""
    user = request.user
    forms = {"may_approve": can_approve_pamphlet(user, pamphlet)}
    if forms["may_approve"]:
        forms["return_form"] = returned.get("return_form") or ReturnForm(_kept(request, pamphlet, "return"))
    elif not problems and can_ask_approval(user, pamphlet):
        forms["approval_form"] = returned.get("approval_form") or ApprovalForm(
            _kept(request, pamphlet, "propose"), initial={"version": pamphlet.version}
        )
        people = User.objects.of(pamphlet.organization).representatives()
        forms["representatives"] = "、".join(people.values_list("name", flat=True))
    elif not problems:
        forms["may_submit"] = can_submit_pamphlet(user, pamphlet)
    return forms


def _kept(request, pamphlet, what):
    return pop_stored_form(request, reverse(f"pamphlets:pamphlet-{what}", args=[pamphlet.pk]))


@require_POST
@members_only
def pamphlet_submit(request, pk):
    pamphlet = own_draft(request, pk)
    if pamphlet.is_draft and not can_submit_pamphlet(request.user, pamphlet):
        raise PermissionDenied("この依頼を出すには、代表の承認が必要です。")
    return _send(request, pamphlet, submit_pamphlet)


@require_POST
@members_only
def pamphlet_approve(request, pk):
    pamphlet = own_draft(request, pk)
    if not request.user.is_representative:
        raise PermissionDenied("承認できるのは、団体の代表です。")
    return _send(request, pamphlet, approve_pamphlet)


def _send(request, pamphlet, action):
    """Send what the page showed; what is incomplete or was saved meanwhile is shown again instead."""
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    if pamphlet.is_draft and problems_of(pamphlet, request.user):
        return redirect("pamphlets:pamphlet-confirm", pk=pamphlet.pk)
    try:
        sent = action(pamphlet=pamphlet, by=request.user, version=version)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _after_refusal(pamphlet)
    if pamphlet.is_draft:  # it was one a moment ago
        messages.success(request, SENT.format(count=sent.answers.count()))
    return redirect(sent)


def _after_refusal(pamphlet):
    """To the draft as it is now, or to the list where it is gone."""
    if PamphletRequest.objects.filter(pk=pamphlet.pk).exists():
        return redirect("pamphlets:pamphlet-confirm", pk=pamphlet.pk)
    return redirect("pamphlets:pamphlet-drafts")


@resumes_after_login
@require_POST
@members_only
def pamphlet_propose(request, pk):
    """Put the draft before the representatives (承認を求める)."""
    pamphlet = own_draft(request, pk)
    if not pamphlet.is_draft or pamphlet.state == pamphlet.State.REVIEW:
        return redirect(pamphlet)
    if not can_ask_approval(request.user, pamphlet):
        raise PermissionDenied
    form = ApprovalForm(request.POST)
    if problems_of(pamphlet, request.user) or not form.is_valid():
        return _page(request, pamphlet, approval_form=form)
    try:
        ask_approval(pamphlet=pamphlet, by=request.user, **form.cleaned_data)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _after_refusal(pamphlet)
    messages.success(request, "承認を求めました。団体の代表にメールで知らせます。")
    return redirect("pamphlets:pamphlet-confirm", pk=pk)


@require_POST
@members_only
def pamphlet_take_back(request, pk):
    pamphlet = own_draft(request, pk)
    try:
        take_back_pamphlet(pamphlet=pamphlet, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _after_refusal(pamphlet)
    messages.success(request, "下書きに戻しました。続きを書けます。")
    return redirect("pamphlets:pamphlet-edit", pk=pk)


@resumes_after_login
@require_POST
@members_only
def pamphlet_return(request, pk):
    pamphlet = own_draft(request, pk)
    if not request.user.is_representative:
        raise PermissionDenied("差し戻せるのは、団体の代表です。")
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, pamphlet, return_form=form) if pamphlet.is_draft else redirect(pamphlet)
    try:
        return_pamphlet(pamphlet=pamphlet, by=request.user, reason=form.cleaned_data["reason"])
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _after_refusal(pamphlet)
    messages.success(request, "差し戻しました。承認を求めた担当者にメールで知らせます。")
    return redirect("pamphlets:pamphlet-drafts")
