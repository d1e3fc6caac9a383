"""Lists of topics: the board, unread ones, drafts; and the jump to a number."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from board import reading, walking
from board.filters import TopicFilter, topic_number
from board.models import SavedFilter, Topic
from board.selectors import Top, top_of_board
from members.decorators import members_only
from office.paging import paginate

ROWS_PER_PAGE = 20
MOST_UNREAD = 1000  # rows of the unread list; nobody pages further


def tabs_for(request, current: str) -> list[dict]:
    """The lists of the board, with how much is unread."""
    unread = reading.unread_count(request.user)
    counts = {"board:unread-list": f"{reading.CAP}+" if unread > reading.CAP else unread}
    labels = {
        "board:topic-list": "すべての投稿",
        "board:unread-list": "未読",
        "board:talk-list": "相談",
        "board:assignment-list": "担当",
        "board:bookmark-list": "しおり",
        "board:draft-list": "下書き",
        "board:notice-edit": "お知らせの設定",
    }
    if not request.user.acts:  # a reader (閲覧) has no drafts to continue
        del labels["board:draft-list"]
    return [
        {"label": label, "url": reverse(name), "current": name == current, "count": counts.get(name)}
        for name, label in labels.items()
    ]


@require_safe
@members_only
def topic_list(request):
    if request.GET.get("kind") == "pamphlet":  # a kind of its own, with its own list
        return redirect("board:pamphlet-list")
    chosen = TopicFilter(request.GET)
    listed = Topic.objects.listed_for(request.user).on_the_board()
    topics = chosen.apply(listed.not_pinned() if chosen.is_plain else listed, request.user)
    page = paginate(topics.for_rows(), request, ROWS_PER_PAGE)
    top = top_of_board(request.user) if chosen.is_plain and page.number == 1 else Top()
    reading.mark_rows([*page.rows, *top.rows], request.user)
    context = {
        "page": page,
        "top": top,
        "filter": chosen,
        "saved_filters": SavedFilter.objects.filter(user=request.user),
        "tabs": tabs_for(request, "board:topic-list"),
    }
    return render(request, "board/topic_list.html", context)


@require_safe
@members_only
def unread_list(request):
    page = paginate(reading.unread_ids(request.user, MOST_UNREAD), request, ROWS_PER_PAGE)
    found = (
        Topic.objects.listed_for(request.user).filter(pk__in=page.rows).for_rows().order_by("-activity_no")
    )
    context = {
        "page": page,
        "topics": reading.mark_rows(list(found), request.user),
        "tabs": tabs_for(request, "board:unread-list"),
    }
    return render(request, "board/unread_list.html", context)


@require_POST
@members_only
def unread_read(request):
    """One row of the unread list is read, as far as the list showed it: what came since stays unread."""
    number, _, seen = request.POST.get("topic", "").partition("-")
    topic = get_object_or_404(
        Topic.objects.visible_to(request.user), pk=topic_number(number), activity_no__isnull=False
    )
    reading.mark_read(request.user, topic.pk, min(topic_number(seen) or 0, topic.activity_no))
    messages.success(request, f"第{topic.pk}号を既読にしました。")
    return redirect("board:unread-list")


@require_safe
@members_only
def unread_next(request, pk):
    """To the unread topic behind this one in the list."""
    return _to_unread(request, pk, older=True)


@require_safe
@members_only
def unread_previous(request, pk):
    return _to_unread(request, pk, older=False)


def _to_unread(request, pk: int, *, older: bool):
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk, activity_no__isnull=False)
    found = walking.unread_beside(request.user, topic, older=older)
    if found is None:
        messages.info(request, "ほかに未読の投稿はありません。")
        return redirect("board:unread-list")
    return redirect("board:topic-detail", pk=found)


@require_POST
@members_only
def unread_read_all(request):
    reading.mark_all_read(request.user)
    messages.success(request, "すべての投稿を既読にしました。")
    return redirect("board:unread-list")


@require_safe
@members_only
def draft_list(request):
    drafts = Topic.objects.drafts_of(request.user).select_related("section", "saved_by__section")
    context = {
        "page": paginate(drafts.order_by("-saved_at", "-pk"), request, ROWS_PER_PAGE),
        "tabs": tabs_for(request, "board:draft-list"),
    }
    return render(request, "board/draft_list.html", context)


@require_safe
@members_only
def topic_jump(request):
    """From the number on a paper or in a mail to its page."""
    number = topic_number(request.GET.get("number", ""))
    topic = Topic.objects.visible_to(request.user).filter(pk=number).first() if number else None
    if topic:
        return redirect(topic)
    messages.error(request, "その番号の投稿は見つかりません。「掲示板 第123号」の数字を入力してください。")
    return redirect("board:topic-list")
