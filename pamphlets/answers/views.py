"""Pages on which a ward answers: one request, many at once, asking back, handing on; the owner replies."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.audit_log.actions import record
from common.forms import carried_out
from common.pages import show_page
from common.pagination import paginate
from common.spreadsheets.writing import xlsx_response
from correspondence.answers.rules import speaks_for
from correspondence.requests.queries import visible_request
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.access.resume_after_login import resumes_after_login, typed_data
from pamphlets.answers import actions, queries
from pamphlets.answers.forms import RowForm, answer_form_for
from pamphlets.answers.panels import visibility_of
from pamphlets.answers.queries import answers_by_code, own_answer
from pamphlets.answers.spreadsheets import HEADER, rows_of
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_rules import fits

PER_PAGE = 20
DECISION = re.compile(r"a([0-9]{1,9})-decision")


def pamphlet_and_own_answer(request, pk):
    """The request and the answer that the person's ward owes or gave."""
    pamphlet = visible_request(request, PamphletRequest, pk)
    answer = own_answer(request.user, pamphlet)
    if not speaks_for(request.user, answer):
        raise PermissionDenied
    return pamphlet, answer


@resumes_after_login
@require_POST
@members_only
def pamphlet_answer(request, pk):
    pamphlet, answer = pamphlet_and_own_answer(request, pk)
    form = answer_form_for(request, pamphlet, request.POST)
    facts = {"answer": answer, "by": request.user}
    if form.is_valid() and carried_out(form, actions.answer_pamphlet, **facts, **form.facts):
        messages.success(request, "回答しました。依頼元にメールで知らせます。")
        return redirect(pamphlet)
    return show_page(request, visible_request(request, PamphletRequest, pk), answer_form=form)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_answers(request):
    """Twelve waiting requests on one screen: good rows are taken, the others stay as they were typed."""
    if not (request.user.is_special_ward and request.user.acts_for_section):
        raise PermissionDenied("まとめて回答できるのは、特別区の担当者だけです。")
    page = paginate(queries.waiting_answers(request.user), request, PER_PAGE)
    data = typed_data(request)
    answers = [*_overtaken(request, page.rows), *page.rows]
    fit_of = fits.fit_function_of(request.user.organization)
    rows = [(answer, _row_form(answer, data, fit_of)) for answer in answers]
    if request.method == "POST":
        taken, refused = _take_rows(request, rows)
        if taken:
            messages.success(request, f"{taken}件に回答しました。依頼元にメールで知らせます。")
        if not refused:
            if not taken:
                messages.info(request, "回答が選ばれていません。回答する依頼の「回答」を選んでください。")
            return redirect("pamphlets:pamphlet-answers")
        rows = [row for row in rows if row[1].errors or not row[1].cleaned_data.get("decision")]
    errors = [form for _, form in rows if form.errors] if request.method == "POST" else []
    rows = [(answer, form, fit_of(answer.pamphlet)) for answer, form in rows]
    context, status = {"page": page, "rows": rows, "errors": errors}, 400 if errors else 200
    return render(request, "pamphlets/answers/pamphlet_answers.html", context, status=status)


def _row_form(answer, data, fit_of) -> RowForm:
    limit = fit_of(answer.pamphlet).limit
    return RowForm(data, prefix=f"a{answer.pk}", pamphlet=answer.pamphlet, limit=limit)


def _overtaken(request, rows) -> list:
    """Answers that were typed here while the request was answered or ended elsewhere: they get their word."""
    typed = {
        found[1] for name, value in request.POST.items() if value and (found := DECISION.fullmatch(name))
    }
    typed -= {str(answer.pk) for answer in rows}
    return list(queries.answers_of(request.user).filter(pk__in=sorted(typed)[:PER_PAGE])) if typed else []


def _take_rows(request, rows) -> tuple[int, int]:
    """Answer what was filled in well; (how many were taken, how many came back)."""
    taken = refused = 0
    for answer, form in rows:
        if not form.is_valid():
            refused += 1
            continue
        if not form.cleaned_data["decision"]:
            continue
        facts = {"answer": answer, "by": request.user, "may_reconsider": False, **form.facts}
        if carried_out(form, actions.answer_pamphlet, **facts):
            taken += 1
        else:
            refused += 1
    return taken, refused


@require_GET
@members_only
@rate_limited(EXPORTS)
def pamphlet_xlsx(request, pk):
    pamphlet = visible_request(request, PamphletRequest, pk)
    answers = answers_by_code(pamphlet).prefetch_related("shares", "changes")
    rows = rows_of(pamphlet, answers, visibility_of(request.user, pamphlet))
    record(by=request.user, verb="pamphlets.pamphlet_exported", obj=pamphlet)
    return xlsx_response(f"配布依頼{pamphlet.pk}_回答", HEADER, rows, text_columns=(0, 14))
