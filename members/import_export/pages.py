"""The pages of a sheet taken in, for every room that takes one: compared, written, thrown away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.pages import form_page, outcome_shown
from common.pagination import paginate, state_tabs
from common.refusals import ActionRefused
from common.uploads import names
from members.import_export.actions import (
    CHANGED_SINCE,
    commit_sheet,
    compare_sheet,
    discard_sheet,
    request_comparison,
    ways,
)
from members.import_export.forms import SheetForm
from members.import_export.models import LARGE, BaseSheetImport
from members.import_export.queries import ReportLines
from members.member_sheets.plan import STATE_LABELS

STEPS = ["ファイルを選ぶ", "内容を確かめる", "取込み完了"]
PER_PAGE = 50


def import_create_page(request, form: SheetForm, template: str, **context):
    """The page with the form; what was sent is compared once, what is large by the worker."""

    def begun() -> str:
        file, row = form.cleaned_data["file"], form.sheet_import
        file.name = names.safe_file_name(file.name, "")
        if form.table is None:
            return request_comparison(sheet_import=row, file=file, rows=form.rows).get_absolute_url()
        return compare_sheet(sheet_import=row, table=form.table, file_name=file.name).get_absolute_url()

    if form.is_valid() and (url := form.make_once(begun, refused_at="file")):
        return redirect(url)
    return form_page(request, template, form, steps=STEPS, **context)


def page_of_imports(request, model: type[BaseSheetImport]):
    """Those that the person sees, newest first."""
    imports = model.objects.visible_to(request.user).select_related("by").defer(*LARGE)
    return paginate(imports, request)


def get_import(request, model: type[BaseSheetImport], pk: int, *, own: bool = False) -> BaseSheetImport:
    """The import without what is large of it; 403 where it is not one's own and must be."""
    imports = model.objects.visible_to(request.user).select_related("by").defer(*LARGE)
    found = get_object_or_404(imports, pk=pk)
    if own and found.by_id != request.user.pk:
        raise PermissionDenied
    return found


def import_page(request, sheet_import: BaseSheetImport, template: str, *, create_url) -> HttpResponse:
    """How far it is, then its rows by state; `create_url` takes a file."""
    context = {"import": sheet_import, "steps": STEPS, "create_url": create_url}
    if sheet_import.is_compared and not sheet_import.is_unfinished:
        context |= _compared(request, sheet_import)
    return render(request, template, context)


def _compared(request, sheet_import: BaseSheetImport) -> dict:
    counts, state = sheet_import.counts, request.GET.get("state", "")
    if state not in STATE_LABELS:
        state = next((key for key in STATE_LABELS if counts.get(key)), "same")
    words = [(key, word) for key, word in STATE_LABELS.items() if counts.get(key) or key == state]
    return {
        "tabs": state_tabs(words, state, {state: 0} | counts),
        "state": state,
        "word": STATE_LABELS[state],
        "page": paginate(ReportLines(sheet_import, state), request, per_page=PER_PAGE),
        "can_commit": ways[type(sheet_import)].may(request.user, sheet_import),
    }


def commit_posted(request, sheet_import: BaseSheetImport) -> HttpResponse:
    """Write it where they saw what it says now, and go back to its page."""
    try:
        written = commit_sheet(sheet_import=sheet_import, seen=request.POST.get("seen", ""), by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if not written:
            messages.warning(request, CHANGED_SINCE)
    return redirect(sheet_import)


def discard_posted(request, sheet_import: BaseSheetImport, *, back: str) -> HttpResponse:
    with outcome_shown(request, "取込みをやめました。何も書き込んでいません。"):
        discard_sheet(sheet_import=sheet_import, by=request.user)
        return redirect(back)
    return redirect(sheet_import)
