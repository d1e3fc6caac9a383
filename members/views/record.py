"""登録内容確認書: what an organisation has registered, on one sheet for its file."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members import rules
from members.decorators import members_only
from members.models import User
from members.views.whose import organization_asked_for
from office import calendar


@members_only
@require_safe
def organization_record(request):
    organization = organization_asked_for(request)
    if not rules.can_see_record(request.user, organization):
        raise PermissionDenied
    people = Prefetch("users", User.objects.active().order_by("id"), to_attr="people")
    context = {
        "organization": organization,
        "sections": organization.sections.open().prefetch_related(people).order_by("id"),
        "memberships": organization.memberships.order_by("joined_on", "id"),
        "today": calendar.today(),
        "with_stamps": request.GET.get("stamp") == "1",
        "foreign": organization != request.user.organization,
    }
    return render(request, "organization/record.html", context)
