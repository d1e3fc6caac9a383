from django import template
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from common.formats import format_row, render_once
from common.japanese_calendar import wareki_short
from correspondence.questions.tables import Row
from correspondence.templatetags.questions import result_cells
from inquiries.answers.models import InquiryAnswer

register = template.Library()

_ROW = '<tr>{}{}<td data-label="備考">{}</td></tr>'
REMARK = 60  # characters


@register.simple_tag
def result_rows(rows: list[Row], query: str, without_contact: set[int]) -> SafeString:
    """The rows of the table of results; `query` is kept in the links to each answer."""
    unreached = without_contact or set()
    page = reverse("inquiries:result-list", args=[rows[0].answer.inquiry_id]) if rows else ""
    return mark_safe("\n".join(_row(row, page, query, unreached) for row in rows))


def _row(row: Row, page: str, query: str, without_contact: set[int]) -> SafeString:
    answer = row.answer
    remark = "" if answer.is_owed else truncatechars(answer.remark, REMARK)
    return format_row(_ROW, _beginning(answer, page, query, without_contact), result_cells(row.cells), remark)


def _beginning(answer: InquiryAnswer, page: str, query: str, without_contact: set[int]) -> SafeString:
    government = answer.organization.local_government
    return render_once(
        "inquiries/results/_result_beginning.html",
        url=f"{page}{answer.pk}/{query}",
        name=answer.organization.full_name,
        earlier_name=answer.earlier_name,
        code=government.code if government else "",
        tone=answer.state_tone,
        state=answer.get_state_display(),
        has_no_contact=answer.pk in without_contact,
        relayed_via=answer.get_relayed_via_display() if answer.relayed_by_id else "",
        is_of_earlier_questions=answer.is_of_earlier_questions,
        answered=wareki_short(answer.answered_at) if answer.answered_at else "",
        is_late=answer.is_late,
    )
