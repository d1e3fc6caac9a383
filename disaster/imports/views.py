"""A file of support: compared first, with what is wrong beside each row, then recorded."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.pages import form_page
from common.pagination import paginate
from common.uploads import names
from disaster.imports.forms import SupportFileForm
from disaster.imports.models import SupportImport
from disaster.imports.rules import can_commit_support
from members.access.decorators import secretariat_only
from members.import_export.actions import commit_sheet, compare_sheet
from members.import_export.pages import STEPS, commit_posted, discard_posted, get_import, import_page

UNCONFIRMED = (
    "「確認」のある行を読み、「確認の行を確かめました」に印を付けてください。まだ何も書き込んでいません。"
)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_create(request):
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SupportFileForm(*typed)
    if form.is_valid():
        return redirect(form.run_once(lambda: _compare_posted(form, request.user)))
    imports = SupportImport.objects.visible_to(request.user).select_related("by").defer("table", "report")
    context = {"steps": STEPS, "page": paginate(imports, request)}
    return form_page(request, "disaster/imports/import_create.html", form, **context)


def _compare_posted(form: SupportFileForm, by) -> str:
    cleaned = form.cleaned_data
    row = SupportImport(by=by, kind=cleaned["kind"], disaster=cleaned["disaster"])
    name = names.safe_file_name(cleaned["file"].name, "")
    return compare_sheet(sheet_import=row, table=form.table, file_name=name).get_absolute_url()


@secretariat_only
@require_safe
def import_detail(request, pk):
    found = get_import(request, SupportImport, pk)
    return import_page(request, found, "disaster/imports/import_detail.html", may=can_commit_support)


@secretariat_only
@require_POST
def import_commit(request, pk):
    found = get_import(request, SupportImport, pk, own=True)
    if not found.done_at and found.asks and "confirmed" not in request.POST:
        messages.error(request, UNCONFIRMED)
        return redirect(found)
    return commit_posted(request, found, partial(commit_sheet, may=can_commit_support))


@secretariat_only
@require_POST
def import_discard(request, pk):
    found = get_import(request, SupportImport, pk, own=True)
    return discard_posted(request, found, back="disaster:import-create")
