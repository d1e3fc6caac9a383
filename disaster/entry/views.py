"""The secretariat's pages of one disaster: its records, new rows, a correction, the history of a record."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.attachments.queries import files_of
from common.forms import carried_out
from common.idempotency.actions import earlier_result
from common.pages import form_page
from disaster.disasters.models import Disaster
from disaster.entry import panels
from disaster.entry.correction_form import RecordCorrectionForm, RestorationForm, StatementCorrectionForm
from disaster.entry.forms import RowTable, StatementRowForm, SupportRowForm
from disaster.statements.actions import record_statements
from disaster.statements.models import Statement
from disaster.statements.rules import Doubts
from disaster.support_records.actions import correct_support, record_support, restore_support
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data

FORMS = {SupportRecord: RecordCorrectionForm, Statement: StatementCorrectionForm}


@secretariat_only
@require_safe
def record_list(request, pk):
    disaster = get_object_or_404(Disaster.objects.visible_to(request.user), pk=pk)
    context = panels.records_of(disaster) | panels.merges_of(disaster) | panels.register_history_of(disaster)
    context |= {"disaster": disaster, "has_files": bool(files_of(disaster))}
    return render(request, "disaster/entry/record_list.html", context)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def record_new(request, pk):
    return _rows_page(request, pk, SupportRowForm, "disaster/entry/record_new.html", _record_support)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def statement_new(request, pk):
    return _rows_page(request, pk, StatementRowForm, "disaster/entry/statement_new.html", _record_statements)


def _rows_page(request, pk, form_class, template, save):
    disaster = get_object_or_404(Disaster.objects.standing().visible_to(request.user), pk=pk)
    table = RowTable(form_class, disaster=disaster, data=typed_data(request))
    if request.method == "POST":
        if url := earlier_result(request):
            return redirect(url)
        if not table.edit(request.POST) and table.is_valid():
            url = table.shared.make_once(partial(save, table, disaster, request.user))
            if url:
                messages.success(request, f"{len(table.filled)}件を記録しました。")
                return redirect(url)
    context = {"disaster": disaster, "table": table}
    status = 400 if table.is_checked or table.refusals else 200
    return render(request, template, context, status=status)


def _record_support(table, disaster, by) -> str:
    facts = [form.facts for form in table.filled]
    record_support(model=SupportRecordVersion, disaster=disaster, facts=facts, by=by)
    return reverse("disaster:record-list", args=[disaster.pk])


def _record_statements(table, disaster, by) -> str:
    rows = [(form.facts, form.cleaned_data["is_part"]) for form in table.filled]
    record_statements(disaster=disaster, rows=rows, by=by)
    return reverse("disaster:record-list", args=[disaster.pk])


@secretariat_only
@require_safe
def record_history(request, pk, of=SupportRecord):
    record = get_object_or_404(of.objects.visible_to(request.user).select_related("disaster"), pk=pk)
    context = {"record": record, "steps": panels.history_of(record), "disaster": record.disaster}
    context["correct_url"], context["restore_url"] = _url_of(record, "correct"), _url_of(record, "restore")
    return render(request, "disaster/entry/record_history.html", context)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def record_correct(request, pk, of=SupportRecord):
    record = get_object_or_404(of.objects.visible_to(request.user).select_related("disaster"), pk=pk)
    version = record.versions.with_names().get(superseded_at__isnull=True)
    if version.is_withdrawn and request.method == "GET":
        return redirect(_url_of(record, "restore"))
    form = FORMS[of](typed_data(request), version=version)
    if request.method == "POST" and form.is_valid():
        if form.changes_numbers and not form.is_withdrawal:
            form.ask(Doubts(of, record.disaster), but=record)
        if form.is_valid() and carried_out(form, partial(_correct, form, request.user)):
            done = "取下げを記録しました。" if form.is_withdrawal else "訂正を記録しました。"
            messages.success(request, f"{done}前の内容は履歴に残っています。")
            return redirect(_url_of(record, "history"))
    context = {"record": record, "disaster": record.disaster}
    return form_page(request, "disaster/entry/record_correct.html", form, **context)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def record_restore(request, pk, of=SupportRecord):
    record = get_object_or_404(of.objects.visible_to(request.user).select_related("disaster"), pk=pk)
    version = record.versions.with_names().get(superseded_at__isnull=True)
    form = RestorationForm(typed_data(request), initial={"number": version.number})
    if request.method == "POST" and form.is_valid():
        words, number = form.cleaned_data["words"], form.cleaned_data["number"]
        seen = record.versions.filter(number=number or 0).first() or version
        if carried_out(form, restore_support, version=seen, words=words, by=request.user):
            messages.success(request, "取下げを取り消しました。合計にまた入ります。")
            return redirect(_url_of(record, "history"))
    context = {"record": record, "disaster": record.disaster, "version": version}
    context["history_url"] = _url_of(record, "history")
    return form_page(request, "disaster/entry/record_restore.html", form, **context)


def _url_of(record, step: str) -> str:
    return reverse(f"disaster:{record._meta.model_name.removeprefix('support')}-{step}", args=[record.pk])


def _correct(form, by) -> None:
    cleaned = form.cleaned_data
    correct_support(
        version=form.seen or form.version,
        facts={} if form.is_withdrawal else form.facts,
        reason=cleaned["reason"],
        words=cleaned["words"],
        by=by,
    )
