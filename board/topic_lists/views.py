"""The list of the board with its filters."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from board.topic_lists.filters import TopicFilter, topics_of_list
from board.topic_lists.queries import TopOfBoard, top_of_board
from board.topics.links_elsewhere import links_elsewhere, list_elsewhere
from board.unread.board_tabs import ROWS_PER_PAGE, board_tabs
from board.unread.queries import mark_unread_rows
from common.pagination import paginate
from members.access.decorators import members_only


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
        "tabs": board_tabs(request, "board:topic-list"),
        "elsewhere": links_elsewhere("filter", request.user),
    }
    return render(request, "board/topic_lists/topic_list.html", context)


@require_safe
@members_only
def filter_list(request):
    """Where the saved filters of the board were kept."""
    return redirect("organization:filter-list")
