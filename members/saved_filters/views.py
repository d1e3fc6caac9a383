"""Filters of lists that a person keeps under a name: saved, renamed, put in order, removed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from common.forms import carried_out
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from members.saved_filters import actions
from members.saved_filters.forms import FilterNameForm
from members.saved_filters.models import SavedFilter
from members.saved_filters.registry import lists

PAGE = "organization:filter-list"
NOTHING = "保存する条件がありません。一覧で条件を選んで絞り込んでから保存してください。"


def _own(request, pk: int) -> SavedFilter:
    return get_object_or_404(SavedFilter, pk=pk, user=request.user, page__in=lists)


def _page(request, status: int = 200, **context):
    saved = list(SavedFilter.objects.filter(user=request.user))
    groups = [(each, [row for row in saved if row.page == each.key]) for each in lists.values()]
    for each, rows in groups:
        for row in rows:
            row.words = "、".join(each.chosen(row.query).conditions)
    context |= {"groups": groups, "any": any(rows for _, rows in groups), "most": SavedFilter.MAX_PER_LIST}
    return render(request, "members/saved_filters/filter_list.html", context, status=status)


@require_safe
@members_only
def filter_list(request):
    return _page(request)


@resumes_after_login
@require_POST
@members_only
def filter_save(request):
    filtered = lists.get(request.POST.get("page", ""))
    if filtered is None:
        raise Http404
    chosen = filtered.chosen(request.POST.get("query", "")[:2_000])
    if not chosen.query:
        messages.error(request, NOTHING)
        return redirect(filtered.url_name)
    form = FilterNameForm(request.POST)
    if form.is_valid():
        facts = {"page": filtered.key, "name": form.cleaned_data["name"], "query": chosen.query}
        try:
            saved = actions.save_filter(by=request.user, **facts)
        except ActionRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"条件「{saved.name}」を保存しました。一覧の上から、いつでも選べます。")
            return redirect(saved)
    return _page(request, 400, form=form, filtered=filtered, query=chosen.query, words=chosen.conditions)


@require_POST
@members_only
def filter_rename(request, pk):
    saved = _own(request, pk)
    form = FilterNameForm(request.POST)
    if form.is_valid():
        facts = {"saved": saved, "by": request.user, "name": form.cleaned_data["name"]}
        if carried_out(form, actions.rename_filter, refused_at="name", **facts):
            messages.success(request, "条件の名前を変えました。")
            return redirect(PAGE)
    typed = request.POST.get("name", "")[:100]
    return _page(request, 400, wrong=saved.pk, typed=typed, problem=form.errors["name"][0])


@require_POST
@members_only
def filter_move(request, pk):
    actions.move_filter(saved=_own(request, pk), by=request.user, up=request.POST.get("way") == "up")
    return redirect(PAGE)


@require_POST
@members_only
def filter_delete(request, pk):
    saved = _own(request, pk)
    saved.delete()
    messages.success(request, f"条件「{saved.name}」を削除しました。")
    return redirect(PAGE)
