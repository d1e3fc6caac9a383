"""Everything late, for who asked and the secretariat: who owes which answer, and since when."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_safe

from common.audit_log.actions import record
from correspondence.reminders.views import late_page, late_sheet
from inquiries.answers.models import InquiryAnswer
from inquiries.reminders.rules import can_see_late
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited


@require_safe
@members_only
def late_list(request):
    if not can_see_late(request.user):
        raise PermissionDenied
    return late_page(request, InquiryAnswer, "inquiries/reminders/late_list.html")


@require_safe
@members_only
@rate_limited(EXPORTS)
def late_xlsx(request):
    if not can_see_late(request.user):
        raise PermissionDenied
    record(by=request.user, verb="inquiries.late_answers_exported", obj=None)
    return late_sheet(request, InquiryAnswer, "期限を過ぎた照会の回答")
