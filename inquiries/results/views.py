"""The results of an inquiry: the table, one organisation's answer, the numbers, the sheet, the files."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.audit_log.actions import record
from common.pagination import paginate
from common.spreadsheets.writing import workbook_response
from correspondence.answers.rules import can_answer_on_behalf
from correspondence.questions import counts, spreadsheets, tables
from correspondence.questions.kinds import Kind
from correspondence.requests.rules import can_change, sees_all_answers
from correspondence.retractions.panels import set_acts
from correspondence.retractions.rules import can_purge
from inquiries.progress.queries import progress_of
from inquiries.results import filters, queries, rules
from inquiries.results.queries import inquiry_with_results
from inquiries.steps.models import InquiryStep
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.access.viewers import viewer_of

PER_PAGE, MOST_CELLS = 50, 1250  # rows of a page; fewer where there are many questions


def _filtered(request, inquiry):
    chosen = filters.ResultFilter(request.GET)
    return chosen, chosen.apply(queries.answers_for(request.user, inquiry), inquiry)


@require_safe
@members_only
def result_list(request, pk):
    inquiry = inquiry_with_results(request, pk, rules.can_see_answers)
    chosen, answers = _filtered(request, inquiry)
    if not chosen.is_narrowed:
        answers = queries.all_answers.listing(viewer_of(request.user), inquiry=inquiry.pk)
    else:
        answers = queries.rows_of(answers)
    columns = tables.columns_of(inquiry)
    page = paginate(answers, request, min(PER_PAGE, MOST_CELLS // max(1, len(columns)) or 1))
    context = {
        "inquiry": inquiry,
        "filter": chosen,
        "page": page,
        "columns": columns,
        "rows": tables.rows_of(inquiry, columns, page.rows),
        "has_files": any(column.question.kind == Kind.FILE for column in columns),
        "sees_all": sees_all_answers(request.user, inquiry),
    }
    if context["sees_all"]:
        context["without_contact"] = queries.without_contact_of(inquiry)
    return render(request, "inquiries/results/result_list.html", context)


@require_safe
@members_only
def result_detail(request, pk, answer_pk):
    inquiry = inquiry_with_results(request, pk, rules.can_see_answers)
    chosen, answers = _filtered(request, inquiry)
    answer = queries.answers_for(request.user, inquiry).filter(pk=answer_pk).first()
    if answer is None:
        raise Http404
    answer.inquiry = inquiry
    sees_all = sees_all_answers(request.user, inquiry)
    context = {
        "inquiry": inquiry,
        "answer": answer,
        "filter": chosen,
        "sees_all": sees_all,
        "may_enter": can_answer_on_behalf(request.user, answer),
        "may_remind": answer.is_awaited and can_change(request.user, inquiry),
        "lines": tables.lines_of(inquiry, answer),
        "steps": _steps(request.user, inquiry, answer) if sees_all else [],
        "may_purge": can_purge(request.user, inquiry),
        "reminders": list(answer.reminders.order_by("at")) if sees_all else [],
        **queries.neighbours(answers, answer.pk),
    }
    return render(request, "inquiries/results/result_detail.html", context)


def _steps(user, inquiry, answer) -> list[InquiryStep]:
    steps = list(InquiryStep.objects.of_answer_for(user, answer))
    for step in steps:
        step.inquiry, step.answer = inquiry, answer
    return set_acts(user, steps)


@require_safe
@members_only
def count_list(request, pk):
    inquiry = inquiry_with_results(request, pk, rules.can_see_counts)
    progress = progress_of(inquiry)
    fewest = rules.fewest_counted(request.user, inquiry)
    is_enough = progress.answered >= fewest
    context = {
        "inquiry": inquiry,
        "progress": progress,
        "is_enough": is_enough,
        "fewest": rules.FEWEST,
        "counted": counts.counted(inquiry, fewest) if is_enough and progress.answered else [],
        "sees_answers": rules.can_see_answers(request.user, inquiry),
    }
    return render(request, "inquiries/results/count_list.html", context)


@require_safe
@members_only
@rate_limited(EXPORTS)
def result_xlsx(request, pk):
    """The sheets that they may see: with the answers, or the questions and numbers alone."""
    inquiry = inquiry_with_results(request, pk, rules.can_see_counts)
    sheets = [spreadsheets.questions_sheet(inquiry)]
    if rules.can_see_answers(request.user, inquiry):
        answers = _filtered(request, inquiry)[1]
        with_names = sees_all_answers(request.user, inquiry)
        sheets.insert(0, spreadsheets.answers_sheet(inquiry, answers, with_names=with_names))
        sheets[1:1] = spreadsheets.table_sheets(inquiry, answers)
        sheets.append(spreadsheets.counts_sheet(inquiry))
    elif progress_of(inquiry).answered >= rules.FEWEST:
        sheets.append(spreadsheets.counts_sheet(inquiry, rules.FEWEST))
    response = workbook_response(f"照会_第{inquiry.pk}号_結果", sheets)
    record(by=request.user, verb="inquiries.results_exported", obj=inquiry)
    return response
