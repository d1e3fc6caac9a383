"""Everything late: which organisation owes which answer since when; as a page and as a sheet."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common import japanese_calendar
from common.audit_log.actions import record
from common.pagination import paginate
from common.spreadsheets.writing import xlsx_response
from correspondence.reminders.queries import days_overdue, late_answers
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.sections.models import Section

PER_PAGE = 50


def views_of(model, *, may_see, template: str, verb: str, name: str) -> tuple:
    """Of a room: the page of what is late, and the same as a sheet `name`, recorded as `verb`."""

    @require_safe
    @members_only
    def late_list(request):
        if not may_see(request.user):
            raise PermissionDenied
        sections = Prefetch("organization__sections", Section.objects.open(), to_attr="open_sections")
        page = paginate(late_answers(model, request.user).prefetch_related(sections), request, PER_PAGE)
        rows = [(answer, days_overdue(answer)) for answer in page.rows]
        return render(request, template, {"page": page, "rows": rows, "words": _words(model)})

    @require_safe
    @members_only
    @rate_limited(EXPORTS)
    def late_xlsx(request):
        if not may_see(request.user):
            raise PermissionDenied
        record(by=request.user, verb=verb, obj=None)
        return _late_sheet(request, model, name)

    return late_list, late_xlsx


def _late_sheet(request, model, name: str):
    words = _words(model)
    header = ["団体コード", words.asked, "状態", f"{words.numbered}番号", "件名", words.asker, "回答期限"]
    rows = (_row(answer) for answer in late_answers(model, request.user).iterator(1000))
    return xlsx_response(name, [*header, "超過した開庁日数", "回答の担当"], rows, text_columns=(0,))


def _words(model):
    return model._meta.get_field(model.PARENT).related_model.WORDS


def _row(answer) -> list:
    organization, item = answer.organization, answer.item
    return [
        organization.local_government.code if organization.local_government_id else "",
        organization.full_name,
        answer.get_state_display(),
        item.number_name,
        item.title,
        item.organization.full_name,
        japanese_calendar.wareki(item.answer_due),
        days_overdue(answer),
        answer.delegate_shown,
    ]
