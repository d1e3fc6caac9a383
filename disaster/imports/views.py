"""A file of support: compared first, with what is wrong beside each row, then recorded."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disaster.imports.forms import SupportFileForm
from disaster.imports.models import SupportImport
from members.access.decorators import secretariat_only
from members.import_export.pages import (
    commit_posted,
    discard_posted,
    get_import,
    import_create_page,
    import_page,
    page_of_imports,
)

UNCONFIRMED = (
    "「確認」のある行を読み、「確認の行を確かめました」に印を付けてください。まだ何も書き込んでいません。"
)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_create(request):
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SupportFileForm(*typed, sheet_import=SupportImport(by=request.user))
    return import_create_page(
        request,
        form,
        "disaster/imports/import_create.html",
        page=page_of_imports(request, SupportImport),
    )


@secretariat_only
@require_safe
def import_detail(request, pk):
    found = get_import(request, SupportImport, pk)
    create_url = reverse("disaster:import-create")
    template = "disaster/imports/import_detail.html"
    return import_page(request, found, template, create_url=create_url)


@secretariat_only
@require_POST
def import_commit(request, pk):
    found = get_import(request, SupportImport, pk, own=True)
    if not found.done_at and found.asks and "confirmed" not in request.POST:
        messages.error(request, UNCONFIRMED)
        return redirect(found)
    return commit_posted(request, found)


@secretariat_only
@require_POST
def import_discard(request, pk):
    found = get_import(request, SupportImport, pk, own=True)
    return discard_posted(request, found, back="disaster:import-create")
