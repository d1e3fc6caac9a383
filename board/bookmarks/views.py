"""Bookmarks (しおり): a person's own list, and the button on the page of a topic."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from board import actions, reading, rules
from board.filters import topic_number
from board.forms.marks import BookmarkForm
from board.models import Bookmark, Topic
from board.views.lists import ROWS_PER_PAGE, tabs_for
from members.decorators import keeps_form, members_only
from office.paging import paginate


def _visible(request, pk) -> Topic:
    return get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)


@require_safe
@members_only
def bookmark_list(request):
    """His bookmarks, the newest first; a topic that he may no longer see is not among them."""
    topics = Topic.objects.visible_to(request.user).filter(published_at__isnull=False)
    marks = Bookmark.objects.filter(user=request.user, topic__in=topics.values("pk"))
    page = paginate(marks.order_by("-pk").only("topic_id", "note"), request, ROWS_PER_PAGE)
    found = topics.for_rows().in_bulk([mark.topic_id for mark in page.rows])
    rows = []
    for mark in page.rows:
        topic = found[mark.topic_id]
        topic.note = mark.note
        rows.append(topic)
    context = {
        "page": page,
        "topics": reading.mark_rows(rows, request.user),
        "tabs": tabs_for(request, "board:bookmark-list"),
    }
    return render(request, "board/bookmark_list.html", context)


@keeps_form
@require_POST
@members_only
def bookmark_put(request, pk):
    topic = _visible(request, pk)
    if not rules.can_bookmark_topic(request.user, topic):
        raise PermissionDenied
    form = BookmarkForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "topic": topic}
        return render(request, "board/bookmark_form.html", context, status=400)
    actions.put_bookmark(topic=topic, by=request.user, note=form.cleaned_data["note"])
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
def bookmark_take(request):
    """The button of a row in the list of bookmarks."""
    topic = _visible(request, topic_number(request.POST.get("topic", "").partition("-")[0]))
    actions.remove_bookmark(topic=topic, by=request.user)
    messages.success(request, f"第{topic.pk}号のしおりを外しました。")
    return redirect("board:bookmark-list")
