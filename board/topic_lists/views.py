"""The list of the board with its filters, and saved filters."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from board.topic_lists import actions
from board.topic_lists.filters import TopicFilter, topics_of_list
from board.topic_lists.forms import FilterNameForm
from board.topic_lists.models import SavedFilter
from board.topic_lists.queries import TopOfBoard, saved_filters_of, top_of_board
from board.topics.links_elsewhere import links_elsewhere, list_elsewhere
from board.unread.board_tabs import ROWS_PER_PAGE, board_tabs
from board.unread.queries import mark_unread_rows
from common.forms import carried_out
from common.pagination import paginate
from common.refusals import ActionRefused
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@require_safe
@members_only
def topic_list(request):
    if elsewhere := list_elsewhere(request.GET.get("kind", "")):  # a kind with a room of its own
        return redirect(elsewhere.url_name)
    chosen = TopicFilter(request.GET)
    page = paginate(topics_of_list(chosen, request.user), request, ROWS_PER_PAGE)
    top = top_of_board(request.user) if chosen.is_plain and page.number == 1 else TopOfBoard()
    mark_unread_rows([*page.rows, *top.rows], request.user)
    context = {
        "page": page,
        "top": top,
        "filter": chosen,
        "saved_filters": saved_filters_of(request.user),
        "tabs": board_tabs(request, "board:topic-list"),
        "elsewhere": links_elsewhere("filter", request.user),
    }
    return render(request, "board/topic_lists/topic_list.html", context)


def _own(request, pk: int) -> SavedFilter:
    return get_object_or_404(SavedFilter, pk=pk, user=request.user)


def _page(request, status: int = 200, **context):
    filters = list(SavedFilter.objects.filter(user=request.user))
    for saved in filters:
        saved.words = "、".join(chip["label"] for chip in TopicFilter.of(saved.query).chips)
    context |= {"filters": filters, "most": SavedFilter.MAX_PER_PERSON, "tabs": board_tabs(request, "")}
    return render(request, "board/topic_lists/filter_list.html", context, status=status)


@require_safe
@members_only
def filter_list(request):
    return _page(request)


@resumes_after_login
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
        except ActionRefused as refusal:
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
        facts = {"saved": saved, "by": request.user, "name": form.cleaned_data["name"]}
        if carried_out(form, actions.rename_filter, refused_at="name", **facts):
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
    saved.delete()
    messages.success(request, f"条件「{saved.name}」を削除しました。")
    return redirect("board:filter-list")
