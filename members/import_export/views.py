"""The register of members as sheets: out, and in again after a look at what would change."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from members import actions, rules
from members.actions.sheets import fingerprint
from members.decorators import secretariat_only
from members.forms import SheetForm
from members.models import SheetImport
from members.refusals import Refused
from members.sheets import SHEETS, out
from members.sheets.plan import WORDS
from office import register
from office.cabinet import names
from office.once import once
from office.paging import paginate

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
    return render(request, "members/sheet_list.html", context)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_take_in(request, table):
    sheet = SHEETS[table]
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SheetForm(*typed, sheet=sheet)
    if form.is_valid():
        url, _ = once(form.cleaned_data["once"], lambda: _compare(form, sheet, request.user))
        return redirect(url)
    context = {"form": form, "sheet": sheet, "steps": STEPS, "rules": out.RULES}
    return render(request, "members/sheet_take_in.html", context, status=400 if form.is_bound else 200)


def _compare(form, sheet, by) -> str:
    return actions.take_in_sheet(
        kind=sheet.key,
        table=form.table,
        file_name=names.cleaned(form.cleaned_data["file"].name, ""),
        invites=form.cleaned_data.get("invites", False),
        by=by,
    ).get_absolute_url()


@secretariat_only
@require_safe
def sheet_template(request, table):
    return out.template(SHEETS[table])


@secretariat_only
@require_safe
def sheet_present(request, table, kind):
    register.record(by=request.user, verb="members.sheet_exported", obj=None, table=table, kind=kind)
    return out.present(SHEETS[table], kind)


@secretariat_only
@require_safe
def sheet_ledger(request):
    register.record(by=request.user, verb="members.sheet_exported", obj=None, table="ledger", kind="xlsx")
    return out.ledger()


def _import(request, pk):
    imports = SheetImport.objects.visible_to(request.user).select_related("by").defer("table")
    return get_object_or_404(imports, pk=pk)


@secretariat_only
@require_safe
def sheet_import_detail(request, pk):
    sheet_import = _import(request, pk)
    counts = sheet_import.counts
    state = request.GET.get("state", "")
    if state not in WORDS:
        state = next((key for key in WORDS if counts.get(key)), "same")
    lines = [line for line in sheet_import.report if line["state"] == state]
    tabs = [
        {"label": word, "url": f"?state={key}", "current": key == state, "count": counts.get(key, 0)}
        for key, word in WORDS.items()
        if counts.get(key) or key == state
    ]
    context = {
        "import": sheet_import,
        "tabs": tabs,
        "state": state,
        "word": WORDS[state],
        "page": paginate(lines, request, per_page=PER_PAGE),
        "steps": STEPS,
        "can_commit": rules.can_commit_sheet(request.user, sheet_import),
        "seen": fingerprint(sheet_import.report),
    }
    return render(request, "members/sheet_import_detail.html", context)


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
    except Refused as refusal:
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
    try:
        actions.discard_sheet(sheet_import=sheet_import, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(sheet_import)
    messages.success(request, "取込みをやめました。何も書き込んでいません。")
    return redirect("members:sheet-list")
