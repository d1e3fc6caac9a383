"""Bookmarks (しおり): a person's own list, and the button on the page of a topic."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from board.bookmarks import actions, rules
from board.bookmarks.models import Bookmark
from board.topics.models import Topic
from board.topics.numbers import parse_topic_number
from board.unread.board_tabs import ROWS_PER_PAGE, board_tabs
from board.unread.queries import mark_unread_rows
from common.pagination import paginate
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


def _visible(request, pk) -> Topic:
    return get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)


@require_safe
@members_only
def bookmark_list(request):
    """The user's bookmarks, newest first; topics that they may no longer see are left out."""
    topics = Topic.objects.visible_to(request.user).filter(published_at__isnull=False)
    marks = Bookmark.objects.filter(user=request.user, topic__in=topics.values("pk"))
    page = paginate(marks.order_by("-pk").values_list("topic_id", flat=True), request, ROWS_PER_PAGE)
    found = topics.for_rows().in_bulk(page.rows)
    context = {
        "page": page,
        "topics": mark_unread_rows([found[pk] for pk in page.rows], request.user),
        "tabs": board_tabs(request, "board:bookmark-list"),
    }
    return render(request, "board/bookmarks/bookmark_list.html", context)


@resumes_after_login
@require_POST
@members_only
def bookmark_save(request, pk):
    topic = _visible(request, pk)
    if not rules.can_bookmark_topic(request.user, topic):
        raise PermissionDenied
    actions.save_bookmark(topic=topic, by=request.user)
    messages.success(request, "しおりを付けました。「掲示板」の「しおり」から、いつでも開けます。")
    return redirect(topic)


@require_POST
@members_only
def bookmark_remove(request, pk):
    topic = _visible(request, pk)
    actions.remove_bookmark(topic=topic, by=request.user)
    messages.success(request, "しおりを外しました。")
    return redirect(topic)


@require_POST
@members_only
def bookmark_list_remove(request):
    """The button of a row in the list of bookmarks."""
    topic = _visible(request, parse_topic_number(request.POST.get("topic", "").partition("-")[0]))
    actions.remove_bookmark(topic=topic, by=request.user)
    messages.success(request, f"第{topic.pk}号のしおりを外しました。")
    return redirect("board:bookmark-list")
