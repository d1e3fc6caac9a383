"""Pages of the wards: their reports, new rows, one report; the secretariat decides on the same pages."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.forms import carried_out
from common.idempotency.actions import earlier_result
from common.pages import form_page, outcome_shown
from common.pagination import paginate
from disaster.disasters.models import Disaster
from disaster.disasters.queries import page_of
from disaster.entry.forms import RowTable
from disaster.statements.rules import Doubts
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.ward_reports import actions, panels, rules
from disaster.ward_reports.forms import (
    CorrectionReportForm,
    DecisionForm,
    ReportForm,
    ReturnForm,
    WardRowForm,
)
from disaster.ward_reports.models import SupportReport
from members.access.resume_after_login import resumes_after_login, typed_data

SAVED = "下書きを保存しました。"
SUBMITTED = "提出しました。事務局が確かめて、受理または差戻しをします。"
FORM = "disaster/ward_reports/report_form.html"


@require_safe
def report_list(request):
    """The ward's own, what it has to do first; for the secretariat what waits, from the oldest."""
    if not rules.can_read_reports(request.user):
        raise PermissionDenied
    reports = SupportReport.objects.visible_to(request.user).with_names()
    is_ward = not request.user.is_secretariat
    reports = reports.by_state() if is_ward else reports.waiting_first()
    context = {"page": paginate(reports, request, per_page=50), "is_ward": is_ward}
    if rules.can_report_support(request.user):
        context |= {
            "disasters": panels.open_disasters(request.user),
            "records": panels.own_records(request.user),
        }
    return render(request, "disaster/ward_reports/report_list.html", context)


@resumes_after_login
@require_http_methods(["GET", "POST"])
def report_new(request, pk):
    if not rules.can_report_support(request.user):
        raise PermissionDenied
    disaster = get_object_or_404(Disaster.objects.standing().visible_to(request.user), pk=pk)
    ward = request.user.organization.local_government
    table = RowTable(WardRowForm, disaster=disaster, data=typed_data(request), ward=ward)
    if request.method == "POST":
        if url := earlier_result(request):
            return redirect(url)
        if not table.edit(request.POST) and table.is_valid():
            url = table.shared.make_once(partial(_make, table, disaster, request))
            if url:
                messages.success(request, SUBMITTED if "submit" in request.POST else SAVED)
                return redirect(url)
    context = {"disaster": disaster, "table": table, "ward": ward}
    status = 400 if table.is_checked or table.refusals else 200
    return render(request, "disaster/ward_reports/report_new.html", context, status=status)


def _make(table, disaster, request) -> str:
    facts = [form.facts for form in table.filled]
    actions.make_reports(disaster=disaster, facts=facts, by=request.user, submit="submit" in request.POST)
    return reverse("disaster:report-list")


@resumes_after_login
@require_http_methods(["GET", "POST"])
def report_correction(request, pk):
    """A ward proposes what a record of its own should say."""
    if not rules.can_report_support(request.user):
        raise PermissionDenied
    told = SupportRecordVersion.objects.visible_to(request.user).with_names()
    version = get_object_or_404(told, record=pk, superseded_at__isnull=True)
    if not rules.can_propose_correction(request.user, version):
        raise PermissionDenied
    disaster = page_of(version.record.disaster)
    form = _form(request, CorrectionReportForm, version, disaster)
    if request.method == "POST" and form.is_valid() and _asked(form, version.record):
        url = form.make_once(partial(_propose, form, version, request))
        if url:
            messages.success(request, SUBMITTED)
            return redirect(url)
    return form_page(request, FORM, form, disaster=disaster)


def _propose(form, version, request) -> str:
    cleaned = form.cleaned_data
    report = actions.propose_correction(
        version=version,
        facts=form.facts,
        reason=cleaned["reason"],
        words=cleaned["words"],
        by=request.user,
        submit=True,
    )
    return report.get_absolute_url()


def _form(request, form_class, told, disaster):
    ward = request.user.organization.local_government
    return form_class(typed_data(request), told=told, disaster=disaster, ward=ward)


def _asked(form, record=None) -> bool:
    """Whether who typed has read the questions about what they typed."""
    form.ask(Doubts(SupportRecord, form.disaster), but=record)
    return form.is_valid()


def _visible(request, pk: int) -> SupportReport:
    if not rules.can_read_reports(request.user):
        raise PermissionDenied
    reports = SupportReport.objects.visible_to(request.user).with_names()
    people = ("made_by", "submitted_by", "returned_by", "accepted_by", "withdrawn_by")
    related = ("corrects__record__disaster", "record", *people)
    return get_object_or_404(reports.select_related(*related), pk=pk)


@require_safe
def report_detail(request, pk):
    return _page(request, _visible(request, pk))


def _page(request, report: SupportReport, status: int = 200, **returned) -> HttpResponse:
    may_decide = rules.can_decide_report(request.user, report)
    asked = panels.warnings(report) if may_decide else []
    context = {
        "report": report,
        "told": panels.told_by(report),
        "warnings": asked,
        "warnings_key": panels.warnings_key(asked),
        "may_decide": may_decide,
        "may_edit": rules.can_edit_report(request.user, report),
        "may_withdraw": rules.can_withdraw_report(request.user, report),
        "return_form": ReturnForm(initial={"edition": report.edition}),
    }
    return render(request, "disaster/ward_reports/report_detail.html", context | returned, status=status)


@resumes_after_login
@require_http_methods(["GET", "POST"])
def report_edit(request, pk):
    report = _visible(request, pk)
    if request.method == "GET" and rules.is_own_report(request.user, report) and not report.is_open:
        messages.info(
            request, f"この報告は、もう「{report.current_state.label}」になっています。対応は済んでいます。"
        )
        return redirect(report)
    if not rules.can_edit_report(request.user, report):
        raise PermissionDenied
    form_class = CorrectionReportForm if report.corrects else ReportForm
    form = _form(request, form_class, report, report.disaster)
    record = report.corrects.record if report.corrects else None
    if request.method == "POST" and form.is_valid() and _asked(form, record):
        is_submitted = "submit" in request.POST
        if carried_out(form, partial(_save, form, report, request.user, is_submitted)):
            messages.success(request, SUBMITTED if is_submitted else SAVED)
            return redirect(report)
    return form_page(request, FORM, form, disaster=report.disaster, report=report)


def _save(form, report, by, is_submitted: bool) -> None:
    edition = form.cleaned_data["edition"] or 0
    facts = form.facts | form.correction
    actions.edit_report(report=report, facts=facts, by=by, edition=edition, submit=is_submitted)


@require_POST
def report_submit(request, pk):
    report = _visible(request, pk)
    with outcome_shown(request, SUBMITTED):
        actions.submit_report(report=report, by=request.user)
    return redirect(report)


@require_POST
def report_withdraw(request, pk):
    report = _visible(request, pk)
    with outcome_shown(request, "報告を取り下げました。"):
        actions.withdraw_report(report=report, by=request.user)
    return redirect(report)


def _to_decide(request, pk: int) -> SupportReport:
    report = _visible(request, pk)
    if not rules.can_edit_disasters(request.user):
        raise PermissionDenied
    return report


@require_POST
def report_accept(request, pk):
    report = _to_decide(request, pk)
    form = DecisionForm(request.POST)
    key = panels.warnings_key(panels.warnings(report)) if report.is_waiting else ""
    if not form.is_valid() or (key and form.cleaned_data["confirmed"] != key):
        messages.error(request, "確かめることを読んで、「確かめました」に印を付けてください。")
        return _page(request, report, status=400)
    with outcome_shown(request, "受理しました。個票に記録しました。"):
        actions.accept_report(report=report, by=request.user, edition=form.cleaned_data["edition"])
    return redirect(report)


@require_POST
def report_return(request, pk):
    report = _to_decide(request, pk)
    form = ReturnForm(request.POST)
    is_told = form.is_valid() and carried_out(
        form,
        actions.return_report,
        report=report,
        by=request.user,
        edition=form.cleaned_data["edition"],
        note=form.cleaned_data["note"],
    )
    if is_told:
        messages.success(request, "差し戻しました。区にメールで知らせます。")
    elif report.is_waiting:
        return _page(request, report, status=400, return_form=form)
    else:
        messages.error(request, " ".join(form.non_field_errors()) or actions.NOT_WAITING)
    return redirect(report)
