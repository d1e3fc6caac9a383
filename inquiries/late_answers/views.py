"""Everything late: which organisation owes which answer since when, for who asked and the secretariat."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import japanese_calendar
from common.pagination import paginate
from common.spreadsheets.writing import xlsx_response
from inquiries.answers.models import InquiryAnswer
from inquiries.late_answers import rules
from members.access.decorators import members_only
from members.sections.models import Section

PER_PAGE = 50
HEADER = [
    "団体コード",
    "団体",
    "状態",
    "照会番号",
    "件名",
    "照会元",
    "回答期限",
    "超過した開庁日数",
    "回答の担当者",
]


def _late(request):
    """Late answers to his organisation's inquiries, of the secretariat to all; the longest overdue first."""
    user = request.user
    if not rules.can_see_late(user):
        raise PermissionDenied
    late = InquiryAnswer.objects.late()
    if not user.is_secretariat:
        late = late.filter(inquiry__organization=user.organization)
    late = late.select_related("organization__local_government", "inquiry__organization__local_government")
    return late.order_by(
        "inquiry__answer_due",
        "inquiry_id",
        "organization__local_government__code",
        "organization__name_kana",
        "pk",
    )


def _overdue(answer) -> int:
    """In working days."""
    return japanese_calendar.working_days_between(answer.inquiry.answer_due, japanese_calendar.today())


@require_safe
@members_only
def late_list(request):
    sections = Prefetch("organization__sections", Section.objects.open(), to_attr="open_sections")
    page = paginate(_late(request).prefetch_related(sections), request, PER_PAGE)
    rows = [(answer, _overdue(answer)) for answer in page.rows]
    return render(request, "inquiries/late_answers/late_list.html", {"page": page, "rows": rows})


@require_safe
@members_only
def late_xlsx(request):
    rows = (
        [
            answer.organization.local_government.code if answer.organization.local_government_id else "",
            answer.organization.full_name,
            answer.get_state_display(),
            answer.inquiry.number_name,
            answer.inquiry.title,
            answer.inquiry.organization.full_name,
            japanese_calendar.wareki(answer.inquiry.answer_due),
            _overdue(answer),
            "決定済み" if answer.delegated_to_id else "",
        ]
        for answer in _late(request).iterator(1000)
    )
    return xlsx_response("期限を過ぎた照会の回答", HEADER, rows, text_columns=(0,))
