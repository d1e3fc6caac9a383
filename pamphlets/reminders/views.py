"""Everything late, for the secretariat: who owes which answer, and since when."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_safe

from common.audit_log.actions import record
from correspondence.reminders.views import late_page, late_sheet
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from pamphlets.answers.models import WardAnswer
from pamphlets.reminders.rules import can_see_late


@require_safe
@members_only
def pamphlet_late(request):
    if not can_see_late(request.user):
        raise PermissionDenied
    return late_page(request, WardAnswer, "pamphlets/reminders/pamphlet_late.html")


@require_safe
@members_only
@rate_limited(EXPORTS)
def pamphlet_late_xlsx(request):
    if not can_see_late(request.user):
        raise PermissionDenied
    record(by=request.user, verb="pamphlets.late_answers_exported", obj=None)
    return late_sheet(request, WardAnswer, "期限を過ぎた回答")
