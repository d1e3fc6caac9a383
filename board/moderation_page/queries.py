"""What the secretariat has moderated on the board (掲示板の整理)."""

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import Coalesce

from board.replies.models import Reply
from board.reports.models import Report
from board.topics.models import Topic
from common.japanese_calendar import today

PER_PAGE = 20
# view -> (label, what the rows are sorted by, newest first)
VIEWS = {
    "hidden": ("非表示の投稿", "hidden_at"),
    "replies": ("非表示の返信", "hidden_at"),
    "locked": ("書込みを止めた投稿", "locked_at"),
    "merged": ("統合した投稿", "merged_at"),
    "pinned": ("固定表示の投稿", "pinned_at"),
}


def moderated_rows(view: str) -> QuerySet:
    """The topics, or replies, of one view; each is found by a partial index."""
    if view == "replies":
        return Reply.objects.filter(hidden_at__isnull=False)
    published = Topic.objects.filter(published_at__isnull=False)
    if view == "hidden":
        return published.filter(hidden_at__isnull=False)
    if view == "locked":
        return published.filter(locked_at__isnull=False)
    if view == "merged":
        return published.filter(merged_into__isnull=False)
    return published.filter(pinned_at__isnull=False).exclude(pinned_until__lt=today())


def moderation_counts() -> dict[str, int]:
    """How many there are of each, with the open reports; one query."""
    asked = {view: moderated_rows(view) for view in VIEWS} | {"reports": Report.objects.open()}
    counted = [
        rows.order_by()
        .annotate(view=Value(view))
        .values("view")
        .annotate(number=Coalesce(Count("pk"), 0))
        .values_list("view", "number")
        for view, rows in asked.items()
    ]
    found = dict(counted[0].union(*counted[1:], all=True))
    return {view: found.get(view, 0) for view in asked}
