"""The pages of a sheet taken in, for every room that takes one: compared, written, thrown away."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.pages import form_page, outcome_shown
from common.pagination import paginate, state_tabs
from common.refusals import ActionRefused
from common.uploads import names
from members.import_export.actions import compare_sheet, discard_sheet, fingerprint
from members.import_export.models import BaseSheetImport
from members.member_sheets.plan import STATE_LABELS

STEPS = ["ファイルを選ぶ", "内容を確かめる", "取込み完了"]
PER_PAGE = 50
CHANGED_SINCE = (
    "確かめた後に、登録内容が変わりました。まだ何も書き込んでいません。"
    "下の新しい内容を確かめてから、もう一度「この内容で取り込む」を押してください。"
)


def import_create_page(request, form, template: str, *, start: Callable[[], BaseSheetImport], **context):
    """The page with the form; what was sent is compared once. `start()` is a new row of what was chosen.

    The form keeps what it read as `table`.
    """

    def compared() -> str:
        name = names.safe_file_name(form.cleaned_data["file"].name, "")
        return compare_sheet(sheet_import=start(), table=form.table, file_name=name).get_absolute_url()

    if form.is_valid():
        return redirect(form.run_once(compared))
    return form_page(request, template, form, steps=STEPS, **context)


def page_of_imports(request, model: type[BaseSheetImport]):
    """Those that the person sees, newest first."""
    imports = model.objects.visible_to(request.user).select_related("by").defer("table", "report")
    return paginate(imports, request)


def get_import(request, model: type[BaseSheetImport], pk: int, *, own: bool = False) -> BaseSheetImport:
    """The import without its table; 403 where it is not one's own and must be."""
    imports = model.objects.visible_to(request.user).select_related("by").defer("table")
    found = get_object_or_404(imports, pk=pk)
    if own and found.by_id != request.user.pk:
        raise PermissionDenied
    return found


def import_page(request, sheet_import: BaseSheetImport, template: str, *, may, create_url) -> HttpResponse:
    """Its rows by state; `may(user, sheet_import)` is whether they write it, `create_url` takes a file."""
    counts, state = sheet_import.counts, request.GET.get("state", "")
    if state not in STATE_LABELS:
        state = next((key for key in STATE_LABELS if counts.get(key)), "same")
    lines = [line for line in sheet_import.report if line["state"] == state]
    words = [(key, word) for key, word in STATE_LABELS.items() if counts.get(key) or key == state]
    context = {
        "import": sheet_import,
        "tabs": state_tabs(words, state, {state: 0} | counts),
        "state": state,
        "word": STATE_LABELS[state],
        "page": paginate(lines, request, per_page=PER_PAGE),
        "steps": STEPS,
        "create_url": create_url,
        "can_commit": may(request.user, sheet_import),
        "seen": fingerprint(sheet_import.report),
    }
    return render(request, template, context)


def commit_posted(request, sheet_import: BaseSheetImport, commit: Callable[..., bool]) -> HttpResponse:
    """Write it where they saw what it says now, and go back to its page."""
    try:
        written = commit(sheet_import=sheet_import, seen=request.POST.get("seen", ""), by=request.user)
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
