"""Requests to join a member (担当者の追加): decided by its representative, or by the secretariat."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from common.pagination import paginate, state_tabs
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.applications.actions import decline_application
from members.applications.forms import DeclineForm
from members.applications.models import Application
from members.applications.rules import can_decide_application
from members.joins import actions
from members.joins.forms import JoinForm
from members.organizations.mail_domains import check_mail_domain
from members.organizations.rules import can_manage_people
from members.organizations.views import organization_of_request, organization_query, redirect_for_organization
from members.users.actions import first_role

STATES = (("waiting", "審査を待つ申請"), ("decided", "審査が済んだ申請"))


@members_only
@require_safe
def join_list(request):
    organization = organization_of_request(request)
    if not can_manage_people(request.user, organization):
        raise PermissionDenied("担当者の追加の申請を審査できるのは、団体の代表担当者と事務局だけです。")
    joins = Application.objects.joins_visible_to(request.user).filter(organization=organization)
    waiting = joins.waiting()
    decided = (
        joins.exclude(state=Application.State.WAITING).select_related("decided_by").order_by("-decided_at")
    )
    state = "decided" if request.GET.get("state") == "decided" else "waiting"
    query = request.GET.dict() | {"page": ""}
    context = {
        "organization": organization,
        "asked": organization_query(request, organization),
        "state": state,
        "tabs": state_tabs(STATES, state, {"waiting": waiting.count()}, query=query),
        "page": paginate(decided if state == "decided" else waiting, request, 20),
    }
    return render(request, "members/joins/join_list.html", context)


def _join(request, pk):
    joins = Application.objects.joins_visible_to(request.user).select_related(
        "organization__local_government", "local_government", "decided_by", "user"
    )
    return get_object_or_404(joins, pk=pk)


def _page(request, join, *, join_form=None, decline_form=None):
    returned = join_form or decline_form
    website = join.local_government.website if join.local_government else join.organization.website
    context = {
        "join": join,
        "organization": join.organization,
        "asked": organization_query(request, join.organization),
        "mail_checks": [
            ("本人のアドレス", join.email, check_mail_domain(join.email, website)),
            ("共通アドレス", join.mailbox, check_mail_domain(join.mailbox, website)),
        ],
        "join_form": join_form or JoinForm(application=join, initial={"role": first_role(join.organization)}),
        "form": decline_form or DeclineForm(),
        "may_decide": can_decide_application(request.user, join),
    }
    return render(request, "members/joins/join_detail.html", context, status=400 if returned else 200)


@members_only
@require_safe
def join_detail(request, pk):
    return _page(request, _join(request, pk))


@members_only
@require_POST
def join_approve(request, pk):
    join = _join(request, pk)
    form = JoinForm(request.POST, application=join)
    if not form.is_valid():
        return _page(request, join, join_form=form)
    try:
        person = actions.approve_join(
            application=join, section=form.chosen_section, role=form.cleaned_data["role"], by=request.user
        )
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _page(request, _join(request, pk), join_form=form)
    messages.success(request, f"{person.name}さんを担当者として登録し、{person.email}へ案内を送りました。")
    return redirect_for_organization("organization:join-list", request, join.organization)


@members_only
@require_POST
def join_decline(request, pk):
    join = _join(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, join, decline_form=form)
    try:
        decline_application(application=join, by=request.user, reason=form.cleaned_data["reason"])
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return _page(request, _join(request, pk), decline_form=form)
    messages.success(request, f"{join.applicant_name}さんの申請を見送り、理由をメールで送りました。")
    return redirect_for_organization("organization:join-list", request, join.organization)
