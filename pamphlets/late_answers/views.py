"""Everything late, for the secretariat: which ward owes which answer, and since when."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.models import PamphletRequest, WardAnswer
from board.models.pamphlet import OWED
from board.rules import pamphlet as rules
from members.decorators import members_only
from members.limits import limited
from office import calendar, register
from office.paging import paginate
from office.sheet import xlsx_response

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


def late_answers():
    """Owed answers of open requests whose due date is over, the longest overdue first."""
    late = WardAnswer.objects.filter(
        state__in=OWED, pamphlet__state=PamphletRequest.State.OPEN, pamphlet__answer_due__lt=calendar.today()
    )
    return late.select_related(
        "ward__local_government", "pamphlet__organization__local_government", "forwarded_to"
    ).order_by("pamphlet__answer_due", "pamphlet", "ward__local_government__code")


def _overdue(answer) -> int:
    return calendar.working_days_between(answer.pamphlet.answer_due, calendar.today())


def _demand(user) -> None:
    if not rules.can_see_late(user):
        raise PermissionDenied


@require_safe
@members_only
def pamphlet_late(request):
    _demand(request.user)
    page = paginate(late_answers(), request, PER_PAGE)
    rows = [(answer, _overdue(answer)) for answer in page.rows]
    return render(request, "board/pamphlet_late.html", {"page": page, "rows": rows})


@require_safe
@members_only
@limited("take-out")
def pamphlet_late_xlsx(request):
    _demand(request.user)
    rows = (
        [
            answer.ward.local_government.code if answer.ward.local_government_id else "",
            answer.ward.name,
            answer.pamphlet.number_name,
            answer.pamphlet.title,
            answer.pamphlet.organization.full_name,
            calendar.wareki(answer.pamphlet.answer_due),
            _overdue(answer),
            answer.get_state_display(),
            answer.forwarded_to.name if answer.forwarded_to else "",
        ]
        for answer in late_answers().iterator(chunk_size=500)
    )
    register.record(by=request.user, verb="board.late_answers_exported", obj=None)
    return xlsx_response("期限を過ぎた回答", HEADER, rows, text_columns=(0,))
