"""The secretariat runs a confirmation round (登録内容の確認): begins it, watches it, ends it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from common.audit_log.actions import record
from common.idempotency.actions import run_once
from common.japanese_calendar import is_working_day, today
from common.pagination import paginate
from common.refusals import ActionRefused
from common.spreadsheets.writing import csv_response, xlsx_response
from members.access.decorators import secretariat_only
from members.confirmations import actions
from members.confirmations.filters import EntryFilter
from members.confirmations.forms import RoundForm
from members.confirmations.models import Round, RoundEntry
from members.confirmations.queries import OUTCOMES, round_results
from members.confirmations.spreadsheets import SHEET_HEADER, TEXT_COLUMNS, sheet_rows
from members.organizations.models import Organization
from members.sections.models import Section

PER_PAGE = 100
PRINTED = 200  # rows of the telephone list that one printing takes


def _round(request, pk):
    return get_object_or_404(
        Round.objects.visible_to(request.user).select_related("started_by", "closed_by"), pk=pk
    )


@secretariat_only
@require_safe
def round_list(request):
    return _list(request, RoundForm())


def _list(request, form, status=200):
    rounds = Round.objects.visible_to(request.user).select_related("started_by", "closed_by")
    page = paginate(rounds, request)
    found = RoundEntry.objects.filter(round__in=page.rows).counted()
    counts = found.values("round").annotate(sections=Count("pk"), answered=Count("answered_at"))
    of_round = {row["round"]: row for row in counts.order_by()}
    context = {
        "page": page,
        "rounds": [(row, of_round.get(row.pk)) for row in page.rows],
        "form": form,
        "running": Round.objects.open().first(),
        "preview": _preview(),
    }
    return render(request, "members/confirmations/round_list.html", context, status=status)


def _preview():
    """Whom a round begun now would ask."""
    members = Organization.objects.members()
    asked = Section.objects.open().filter(organization__in=members)
    counts = asked.aggregate(
        sections=Count("pk"),
        organizations=Count("organization", distinct=True),
        bounced=Count("pk", filter=Q(bounced_at__isnull=False)),
    )
    return counts | {"without": members.count() - counts["organizations"]}


@secretariat_only
@require_POST
def round_start(request):
    form = RoundForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=400)

    def make():
        begun = actions.start_round(due_on=form.cleaned_data["due_on"], by=request.user)
        return reverse("members:round-detail", args=[begun.pk])

    try:
        url, _ = run_once(form.cleaned_data["idempotency_key"], make)
    except ActionRefused as refusal:
        if running := Round.objects.open().first():  # somebody was quicker: to theirs
            messages.error(request, str(refusal))
            return redirect(running)
        form.add_error(None, str(refusal))
        return _list(request, form, status=400)
    messages.success(request, "登録内容の確認を始めました。メールは順に送られます。")
    return redirect(url)


@secretariat_only
@require_safe
def round_detail(request, pk):
    begun = _round(request, pk)
    lines, whole = round_results(begun)
    context = {
        "round": begun,
        "lines": lines,
        "whole": whole,
        "outcomes": OUTCOMES,
        "unmailed": begun.entries.waiting().filter(mailed_at__isnull=True).count() if begun.is_open else 0,
        "silent_today": actions.silent_today(begun) if begun.is_open else 0,
        "works_today": is_working_day(today()),
    }
    return render(request, "members/confirmations/round_detail.html", context)


@secretariat_only
@require_safe
def entry_list(request, pk):
    begun = _round(request, pk)
    chosen = EntryFilter(request.GET)
    page = paginate(chosen.entries(begun), request, per_page=PER_PAGE)
    context = {"round": begun, "filter": chosen, "page": page}
    return render(request, "members/confirmations/entry_list.html", context)


@secretariat_only
@require_safe
def entry_sheet(request, pk, kind):
    """The list as filtered."""
    begun = _round(request, pk)
    respond = xlsx_response if kind == "xlsx" else csv_response
    record(by=request.user, verb="members.round_exported", obj=begun, kind=kind)
    rows = sheet_rows(EntryFilter(request.GET).entries(begun))
    return respond(f"登録内容の確認_{today():%Y%m%d}", SHEET_HEADER, rows, text_columns=TEXT_COLUMNS)


@secretariat_only
@require_safe
def round_silent(request, pk):
    """電話かけ用の一覧: who has not answered, on paper."""
    begun = _round(request, pk)
    chosen = EntryFilter(request.GET)
    silent = chosen.entries(begun).filter(state=RoundEntry.State.WAITING)
    page = paginate(silent, request, per_page=PRINTED)
    context = {"round": begun, "filter": chosen, "page": page, "today": today()}
    return render(request, "members/confirmations/round_silent.html", context)


@secretariat_only
@require_POST
def round_remind(request, pk):
    begun = _round(request, pk)
    try:
        count = actions.request_reminders(begun=begun, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"未回答の{count}か所へ、督促のメールを順に送ります。")
    return redirect(begun)


@secretariat_only
@require_POST
def round_close(request, pk):
    begun = _round(request, pk)
    try:
        actions.close_round(begun=begun, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "登録内容の確認を終了しました。")
    return redirect(begun)
