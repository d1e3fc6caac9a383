"""Everything late, for the secretariat: which ward owes which answer, and since when."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import japanese_calendar
from common.audit_log.actions import record
from common.pagination import paginate
from common.spreadsheets.writing import xlsx_response
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from pamphlets.late_answers import rules
from pamphlets.late_answers.queries import late_answers

HEADER = [
    "団体コード",
    "区",
    "依頼番号",
    "件名",
    "依頼元",
    "回答期限",
    "超過した開庁日数",
    "状態",
    "回した部署",
]
PER_PAGE = 50


def _overdue(answer) -> int:
    return japanese_calendar.working_days_between(answer.pamphlet.answer_due, japanese_calendar.today())


def _demand(user) -> None:
    if not rules.can_see_late(user):
        raise PermissionDenied


@require_safe
@members_only
def pamphlet_late(request):
    _demand(request.user)
    page = paginate(late_answers(), request, PER_PAGE)
    rows = [(answer, _overdue(answer)) for answer in page.rows]
    return render(request, "pamphlets/late_answers/pamphlet_late.html", {"page": page, "rows": rows})


@require_safe
@members_only
@rate_limited(EXPORTS)
def pamphlet_late_xlsx(request):
    _demand(request.user)
    rows = (
        [
            answer.ward.local_government.code if answer.ward.local_government_id else "",
            answer.ward.name,
            answer.pamphlet.number_name,
            answer.pamphlet.title,
            answer.pamphlet.organization.full_name,
            japanese_calendar.wareki(answer.pamphlet.answer_due),
            _overdue(answer),
            answer.get_state_display(),
            answer.forwarded_to.name if answer.forwarded_to else "",
        ]
        for answer in late_answers().iterator(chunk_size=500)
    )
    record(by=request.user, verb="pamphlets.late_answers_exported", obj=None)
    return xlsx_response("期限を過ぎた回答", HEADER, rows, text_columns=(0,))
