from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from board.topics.models import Topic
from board.topics.numbers import parse_topic_number
from board.topics.queries import listed_rows
from board.unread import actions, queries
from board.unread.board_tabs import ROWS_PER_PAGE, board_tabs
from common.pagination import paginate
from members.access.decorators import members_only
from members.access.viewers import viewer_of

MAX_UNREAD = 1000  # rows of the unread list; nobody pages further


@require_safe
@members_only
def unread_list(request):
    page = paginate(queries.unread_ids(request.user, MAX_UNREAD), request, ROWS_PER_PAGE)
    found = listed_rows(viewer_of(request.user), keys=page.rows)
    context = {
        "page": page,
        "topics": queries.mark_unread_rows(found, request.user),
        "tabs": board_tabs(request, "board:unread-list"),
    }
    return render(request, "board/unread/unread_list.html", context)


@require_POST
@members_only
def unread_read(request):
    """Mark one row of the unread list as read, as far as the list showed it: what came since stays unread."""
    number, _, seen = request.POST.get("topic", "").partition("-")
    topic = get_object_or_404(
        Topic.objects.visible_to(request.user), pk=parse_topic_number(number), activity_no__isnull=False
    )
    actions.mark_read(request.user, topic.pk, min(parse_topic_number(seen) or 0, topic.activity_no))
    messages.success(request, f"第{topic.pk}号を既読にしました。")
    return redirect("board:unread-list")


@require_safe
@members_only
def unread_next(request, pk):
    """To the unread topic after this one in the list."""
    return _to_unread(request, pk, older=True)


@require_safe
@members_only
def unread_previous(request, pk):
    return _to_unread(request, pk, older=False)


def _to_unread(request, pk: int, *, older: bool):
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk, activity_no__isnull=False)
    found = queries.next_unread_id(request.user, topic, older=older)
    if found is None:
        messages.info(request, "ほかに未読の投稿はありません。")
        return redirect("board:unread-list")
    return redirect("board:topic-detail", pk=found)


@require_POST
@members_only
def unread_read_all(request):
    actions.mark_all_read(request.user)
    messages.success(request, "すべての投稿を既読にしました。")
    return redirect("board:unread-list")
