"""Saved filters (保存した条件): kept from the board, named, put in order, thrown away."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from board import actions
from board.filters import TopicFilter
from board.forms.marks import FilterNameForm
from board.models import SavedFilter
from board.views.lists import tabs_for
from members.decorators import keeps_form, members_only
from members.refusals import Refused


def _own(request, pk: int) -> SavedFilter:
    return get_object_or_404(SavedFilter, pk=pk, user=request.user)


def _page(request, status: int = 200, **context):
    kept = list(SavedFilter.objects.filter(user=request.user))
    for saved in kept:
        saved.words = "、".join(chip["label"] for chip in TopicFilter.of(saved.query).chips)
    context |= {"kept": kept, "most": SavedFilter.MOST, "tabs": tabs_for(request, "")}
    return render(request, "board/filter_list.html", context, status=status)


@require_safe
@members_only
def filter_list(request):
    return _page(request)


@keeps_form
@require_POST
@members_only
def filter_save(request):
    chosen = TopicFilter.of(request.POST.get("query", "")[:2_000])
    if not chosen.query:
        messages.error(
            request, "保存する条件がありません。掲示板で条件を選んで絞り込んでから保存してください。"
        )
        return redirect("board:topic-list")
    form = FilterNameForm(request.POST)
    if form.is_valid():
        try:
            saved = actions.save_filter(by=request.user, name=form.cleaned_data["name"], query=chosen.query)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(
                request, f"条件「{saved.name}」を保存しました。掲示板の上から、いつでも選べます。"
            )
            return redirect(saved)
    return _page(request, 400, form=form, query=chosen.query, chips=chosen.chips)


@require_POST
@members_only
def filter_rename(request, pk):
    saved = _own(request, pk)
    form = FilterNameForm(request.POST)
    if form.is_valid():
        try:
            actions.rename_filter(saved=saved, by=request.user, name=form.cleaned_data["name"])
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "条件の名前を変えました。")
            return redirect("board:filter-list")
    typed = request.POST.get("name", "")[:100]
    return _page(request, 400, wrong=saved.pk, typed=typed, problem=form.errors["name"][0])


@require_POST
@members_only
def filter_move(request, pk):
    actions.move_filter(saved=_own(request, pk), by=request.user, up=request.POST.get("way") == "up")
    return redirect("board:filter-list")


@require_POST
@members_only
def filter_delete(request, pk):
    saved = _own(request, pk)
    actions.delete_filter(saved=saved, by=request.user)
    messages.success(request, f"条件「{saved.name}」を削除しました。")
    return redirect("board:filter-list")
