"""The register of members as sheets: out, and in again after a look at what would change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.audit_log.actions import record
from common.pages import form_page, outcome_shown
from common.pagination import paginate, state_tabs
from common.refusals import ActionRefused
from common.uploads import names
from members.access.decorators import secretariat_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.import_export import actions, rules
from members.import_export.actions import fingerprint
from members.import_export.forms import SheetForm
from members.import_export.models import SheetImport
from members.member_sheets import spreadsheets
from members.member_sheets.plan import STATE_LABELS
from members.member_sheets.sheets import SHEETS
from members.member_sheets.spreadsheets import ledger_response, sheet_response, template_response

STEPS = ["ファイルを選ぶ", "内容を確かめる", "取込み完了"]
PER_PAGE = 50
CHANGED_SINCE = (
    "確かめた後に、登録内容が変わりました。まだ何も書き込んでいません。"
    "下の新しい内容を確かめてから、もう一度「この内容で取り込む」を押してください。"
)


@secretariat_only
@require_safe
def sheet_list(request):
    imports = SheetImport.objects.visible_to(request.user).select_related("by").defer("table", "report")
    context = {"sheets": SHEETS.values(), "page": paginate(imports, request)}
    return render(request, "members/import_export/sheet_list.html", context)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_import_create(request, table):
    sheet = SHEETS[table]
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*typed, sheet=sheet)
    if form.is_valid():
        return redirect(form.run_once(lambda: _compare_posted(form, sheet, request.user)))
    context = {"sheet": sheet, "steps": STEPS, "rules": spreadsheets.RULES}
    return form_page(request, "members/import_export/sheet_import_create.html", form, **context)


def _compare_posted(form, sheet, by) -> str:
    return actions.compare_sheet(
        sheet_import=SheetImport(kind=sheet.key, by=by),
        table=form.table,
        file_name=names.safe_file_name(form.cleaned_data["file"].name, ""),
    ).get_absolute_url()


@secretariat_only
@require_safe
def sheet_template(request, table):
    return template_response(SHEETS[table])


@secretariat_only
@rate_limited(EXPORTS)
@require_safe
def sheet_export(request, table, kind):
    record(by=request.user, verb="members.sheet_exported", obj=None, table=table, kind=kind)
    return sheet_response(SHEETS[table], kind)


@secretariat_only
@rate_limited(EXPORTS)
@require_safe
def ledger_export(request):
    record(by=request.user, verb="members.sheet_exported", obj=None, table="ledger", kind="xlsx")
    return ledger_response()


def _import(request, pk):
    imports = SheetImport.objects.visible_to(request.user).select_related("by").defer("table")
    return get_object_or_404(imports, pk=pk)


@secretariat_only
@require_safe
def sheet_import_detail(request, pk):
    sheet_import = _import(request, pk)
    counts = sheet_import.counts
    state = request.GET.get("state", "")
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
        "can_commit": rules.can_commit_sheet(request.user, sheet_import),
        "seen": fingerprint(sheet_import.report),
    }
    return render(request, "members/import_export/sheet_import_detail.html", context)


@secretariat_only
@require_POST
def sheet_import_commit(request, pk):
    sheet_import = _import(request, pk)
    if sheet_import.by_id != request.user.pk:
        raise PermissionDenied
    try:
        written = actions.commit_sheet(
            sheet_import=sheet_import, seen=request.POST.get("seen", ""), by=request.user
        )
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if not written:
            messages.warning(request, CHANGED_SINCE)
    return redirect(sheet_import)


@secretariat_only
@require_POST
def sheet_import_discard(request, pk):
    sheet_import = _import(request, pk)
    if sheet_import.by_id != request.user.pk:
        raise PermissionDenied
    with outcome_shown(request, "取込みをやめました。何も書き込んでいません。"):
        actions.discard_sheet(sheet_import=sheet_import, by=request.user)
        return redirect("members:sheet-list")
    return redirect(sheet_import)
