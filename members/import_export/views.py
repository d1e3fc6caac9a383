"""The register of members as sheets: out, and in again after a look at what would change."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.audit_log.actions import record
from members.access.decorators import secretariat_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.import_export.forms import SheetForm
from members.import_export.models import SheetImport
from members.import_export.pages import (
    commit_posted,
    discard_posted,
    get_import,
    import_create_page,
    import_page,
    page_of_imports,
)
from members.member_sheets import spreadsheets
from members.member_sheets.sheets import SHEETS
from members.member_sheets.spreadsheets import ledger_response, sheet_response, template_response


@secretariat_only
@require_safe
def sheet_list(request):
    context = {"sheets": SHEETS.values(), "page": page_of_imports(request, SheetImport)}
    return render(request, "members/import_export/sheet_list.html", context)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_import_create(request, table):
    sheet = SHEETS[table]
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    return import_create_page(
        request,
        SheetForm(*typed, sheet_import=SheetImport(kind=sheet.key, by=request.user)),
        "members/import_export/sheet_import_create.html",
        sheet=sheet,
        rules=spreadsheets.RULES,
    )


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
    create_url = reverse("members:sheet-import-create", args=[sheet_import.kind])
    return import_page(request, sheet_import, template, create_url=create_url)


@secretariat_only
@require_POST
def sheet_import_commit(request, pk):
    return commit_posted(request, get_import(request, SheetImport, pk, own=True))


@secretariat_only
@require_POST
def sheet_import_discard(request, pk):
    return discard_posted(request, get_import(request, SheetImport, pk, own=True), back="members:sheet-list")
