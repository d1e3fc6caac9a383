"""The register of members as sheets: out, and in again after a look at what would change."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.audit_log.actions import record
from common.pages import form_page
from common.pagination import paginate
from common.uploads import names
from members.access.decorators import secretariat_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.import_export import actions, rules
from members.import_export.forms import SheetForm
from members.import_export.models import SheetImport
from members.import_export.pages import STEPS, commit_posted, discard_posted, get_import, import_page
from members.member_sheets import spreadsheets
from members.member_sheets.sheets import SHEETS
from members.member_sheets.spreadsheets import ledger_response, sheet_response, template_response


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


@secretariat_only
@require_safe
def sheet_import_detail(request, pk):
    sheet_import = get_import(request, SheetImport, pk)
    template = "members/import_export/sheet_import_detail.html"
    return import_page(request, sheet_import, template, may=rules.can_commit_sheet)


@secretariat_only
@require_POST
def sheet_import_commit(request, pk):
    sheet_import = get_import(request, SheetImport, pk, own=True)
    return commit_posted(request, sheet_import, actions.commit_sheet)


@secretariat_only
@require_POST
def sheet_import_discard(request, pk):
    return discard_posted(request, get_import(request, SheetImport, pk, own=True), back="members:sheet-list")
