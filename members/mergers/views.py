"""Two registrations of one body become one (重複の統合)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.pagination import paginate
from common.refusals import ActionRefused
from members.access.decorators import secretariat_only
from members.local_governments.panels import local_government_tabs
from members.mergers import actions, dry_run, transfer
from members.mergers.models import OrganizationMerge
from members.organizations.models import Organization


@secretariat_only
@require_safe
def merge_list(request):
    merges = OrganizationMerge.objects.visible_to(request.user).select_related("change", "merged_by")
    context = {
        "page": paginate(merges, request, per_page=50),
        "tabs": local_government_tabs("members:merge-list"),
    }
    return render(request, "members/mergers/merge_list.html", context)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


def _pair(query):
    """The two organisations of the address, the one that stays first where it was chosen."""
    numbers = [_number(text) for text in query.get("organizations", "").split(",")]
    if len(set(numbers)) != 2:
        raise Http404
    rows = Organization.objects.select_related("local_government").in_bulk(numbers)
    if len(rows) != 2:
        raise Http404
    first, second = (rows[number] for number in numbers)
    chosen = query.get("survivor", "")
    if not chosen:
        return first, second, False
    if _number(chosen) not in rows:
        raise Http404
    return (first, second, True) if _number(chosen) == first.pk else (second, first, True)


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def merge_new(request):
    """Choose which of the two stays (GET), see the dry run (GET with `survivor`), do it (POST)."""
    survivor, absorbed, is_chosen = _pair(request.GET)
    context = {"survivor": survivor, "absorbed": absorbed, "is_chosen": is_chosen}
    try:
        if request.method == "POST" and is_chosen:
            merged = actions.merge_organizations(survivor=survivor, absorbed=absorbed, by=request.user)
            messages.success(request, f"{absorbed.full_name}の登録を、{survivor.full_name}に統合しました。")
            return redirect(merged)
        if is_chosen:
            context["report"] = dry_run.dry_run_merge(survivor, absorbed, request.user)
    except ActionRefused as refusal:
        done = OrganizationMerge.objects.filter(survivor=survivor, absorbed=absorbed).first()
        if done:  # pressed twice
            return redirect(done)
        context["refusal"] = str(refusal)
    status = 400 if "refusal" in context or request.method == "POST" else 200
    return render(request, "members/mergers/merge_new.html", context, status=status)


@secretariat_only
@require_safe
def merge_detail(request, pk):
    merges = OrganizationMerge.objects.visible_to(request.user).select_related("change", "merged_by")
    merged = get_object_or_404(merges, pk=pk)
    context = {"merged": merged, "report": transfer.merge_report(merged)}
    return render(request, "members/mergers/merge_detail.html", context)
