"""One's own organisation: profile, yearly confirmation."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import japanese_calendar
from common.pagination import paginate
from members.access.decorators import members_only
from members.confirmation_answers.rules import can_confirm_organization
from members.handovers.models import Handover
from members.organizations.rules import can_edit_organization, can_manage_people, can_see_record, works_for
from members.organizations.views import organization_of_request
from members.own_organization.queries import history_of
from members.reviews import audit_lines
from members.users.models import User
from members.users.queries import organization_with_people
from members.withdrawals.rules import can_withdraw_organization


@members_only
@require_safe
def profile(request):
    organization = organization_of_request(request)
    context = {
        **organization_with_people(organization),
        "handovers": Handover.objects.open_of(organization),
        "may_withdraw": can_withdraw_organization(request.user, organization),
        "may_confirm": can_confirm_organization(request.user, organization),
        "may_manage": can_manage_people(request.user, organization),
        "may_edit": can_edit_organization(request.user, organization),
    }
    return render(request, "members/own_organization/profile.html", context)


@members_only
@require_safe
def organization_record(request):
    organization = organization_of_request(request)
    if not can_see_record(request.user, organization):
        raise PermissionDenied
    people = Prefetch("users", User.objects.active().order_by("id"), to_attr="people")
    context = {
        "organization": organization,
        "sections": organization.sections.open().prefetch_related(people).order_by("id"),
        "memberships": organization.memberships.order_by("joined_on", "id"),
        "today": japanese_calendar.today(),
        "with_stamps": request.GET.get("stamp") == "1",
        "foreign": organization != request.user.organization,
    }
    return render(request, "members/own_organization/organization_record.html", context)


PER_PAGE = 20


@members_only
@require_safe
def organization_history(request):
    """変更の記録: everything the audit log holds of the organisation and its sections."""
    organization = organization_of_request(request)
    if not can_see_record(request.user, organization):
        raise PermissionDenied
    page = paginate(history_of(organization), request, per_page=PER_PAGE)
    context = {
        "organization": organization,
        "page": page,
        "lines": [audit_lines.audit_line_of(entry) for entry in page],
        "is_own": works_for(request.user, organization),
    }
    return render(request, "members/own_organization/organization_history.html", context)
