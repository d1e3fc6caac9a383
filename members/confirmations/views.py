"""The secretariat runs a confirmation round (登録内容の確認): begins it, watches it, ends it."""

from functools import partial

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.audit_log.actions import record
from common.japanese_calendar import is_working_day, today
from common.pages import form_page, outcome_shown, staged_form
from common.pagination import paginate
from common.refusals import ActionRefused
from common.spreadsheets.writing import csv_response, xlsx_response
from members.access.decorators import secretariat_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.confirmations import actions
from members.confirmations.filters import EntryFilter
from members.confirmations.forms import ConfirmationRoundForm
from members.confirmations.models import ConfirmationEntry, ConfirmationRound
from members.confirmations.queries import MOST_NAMED, OUTCOMES, confirmation_results, reach_of_round
from members.confirmations.spreadsheets import SHEET_HEADER, TEXT_COLUMNS, sheet_rows

PER_PAGE = 100
PRINTED = 200  # rows of the telephone list that one printing takes


def _round(request, pk):
    return get_object_or_404(
        ConfirmationRound.objects.visible_to(request.user).select_related("started_by", "closed_by"), pk=pk
    )


@secretariat_only
@require_safe
def confirmation_round_list(request):
    return _list(request, ConfirmationRoundForm())


def _list(request, form, status=200):
    rounds = ConfirmationRound.objects.visible_to(request.user).select_related("started_by", "closed_by")
    page = paginate(rounds, request)
    found = ConfirmationEntry.objects.filter(round__in=page.rows).counted()
    counts = found.values("round").annotate(sections=Count("pk"), answered=Count("answered_at"))
    of_round = {row["round"]: row for row in counts.order_by()}
    context = {
        "page": page,
        "rounds": [(row, of_round.get(row.pk)) for row in page.rows],
        "form": form,
        "running": ConfirmationRound.objects.open().first(),
        "reach": reach_of_round(),
    }
    return render(request, "members/confirmations/confirmation_round_list.html", context, status=status)


@secretariat_only
@require_POST
def confirmation_round_start(request):
    """First who would be mailed and who not, then the press that begins it."""
    return staged_form(
        request,
        ConfirmationRoundForm(request.POST),
        page=lambda form: _list(request, form, status=400 if form.errors else 200),
        confirm=partial(_confirm, request),
        submit=partial(_submit, request),
    )


def _confirm(request, form):
    if running := ConfirmationRound.objects.open().first():
        return _to_running(request, running)
    reach = reach_of_round()
    if not reach.sections:
        raise ActionRefused(actions.NO_SECTIONS)
    context = {"reach": reach, "most": MOST_NAMED}
    return form_page(request, "members/confirmations/confirmation_round_confirm.html", form, **context)


def _to_running(request, running):
    messages.error(request, actions.ALREADY_OPEN)
    return redirect(running)


def _submit(request, form):
    def make():
        confirmation_round = actions.start_confirmation_round(
            due_on=form.cleaned_data["due_on"], by=request.user
        )
        return reverse("members:confirmation-round-detail", args=[confirmation_round.pk])

    try:
        url = form.run_once(make)
    except ActionRefused:
        if running := ConfirmationRound.objects.open().first():  # somebody was quicker
            return _to_running(request, running)
        raise
    messages.success(request, "登録内容の確認を始めました。メールは順に送られます。")
    return redirect(url)


@secretariat_only
@require_safe
def confirmation_round_detail(request, pk):
    confirmation_round = _round(request, pk)
    lines, whole = confirmation_results(confirmation_round)
    context = {
        "round": confirmation_round,
        "lines": lines,
        "whole": whole,
        "outcomes": OUTCOMES,
        "unmailed": confirmation_round.entries.waiting().filter(mailed_at__isnull=True).count()
        if confirmation_round.is_open
        else 0,
        "count_to_remind": actions.count_to_remind(confirmation_round) if confirmation_round.is_open else 0,
        "works_today": is_working_day(today()),
    }
    return render(request, "members/confirmations/confirmation_round_detail.html", context)


@secretariat_only
@require_safe
def confirmation_entry_list(request, pk):
    confirmation_round = _round(request, pk)
    chosen = EntryFilter(request.GET)
    page = paginate(chosen.entries(confirmation_round), request, per_page=PER_PAGE)
    context = {"round": confirmation_round, "filter": chosen, "page": page}
    return render(request, "members/confirmations/confirmation_entry_list.html", context)


@secretariat_only
@rate_limited(EXPORTS)
@require_safe
def confirmation_entry_sheet(request, pk, kind):
    """The list as filtered."""
    confirmation_round = _round(request, pk)
    respond = xlsx_response if kind == "xlsx" else csv_response
    record(by=request.user, verb="members.confirmation_round_exported", obj=confirmation_round, kind=kind)
    rows = sheet_rows(EntryFilter(request.GET).entries(confirmation_round))
    return respond(f"登録内容の確認_{today():%Y%m%d}", SHEET_HEADER, rows, text_columns=TEXT_COLUMNS)


@secretariat_only
@require_safe
def confirmation_call_list(request, pk):
    """電話かけ用の一覧: who has not answered, on paper."""
    confirmation_round = _round(request, pk)
    chosen = EntryFilter(request.GET)
    silent = chosen.entries(confirmation_round).filter(state=ConfirmationEntry.State.WAITING)
    page = paginate(silent, request, per_page=PRINTED)
    context = {"round": confirmation_round, "filter": chosen, "page": page, "today": today()}
    return render(request, "members/confirmations/confirmation_call_list.html", context)


@secretariat_only
@require_POST
def confirmation_round_remind(request, pk):
    confirmation_round = _round(request, pk)
    try:
        count = actions.request_reminders(confirmation_round=confirmation_round, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"未回答の{count}か所へ、督促のメールを順に送ります。")
    return redirect(confirmation_round)


@secretariat_only
@require_POST
def confirmation_round_close(request, pk):
    confirmation_round = _round(request, pk)
    with outcome_shown(request, "登録内容の確認を終了しました。"):
        actions.close_confirmation_round(confirmation_round=confirmation_round, by=request.user)
    return redirect(confirmation_round)
