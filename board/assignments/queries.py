"""Assignments inside an organisation (団体内の担当割当), as lists show them."""

from django.db.models import Exists, F, OuterRef, QuerySet

from board.assignments.models import Assignment
from board.topics.models import Topic
from common.work_items import PendingKind, pending_rows

KINDS = (
    PendingKind(
        "board.assignment",
        "担当している投稿",
        "投稿を開く",
        "board:assignment-detail",
        "board:assignment-list",
        takes=("part",),
        state="あなたが担当",
        numbered="掲示板",
    ),
)


def assignments_for(user) -> QuerySet:
    """Those of the user's organisation; `topic_readable`: they may still read the topic's title."""
    readable = Topic.objects.visible_to(user).filter(pk=OuterRef("topic"))
    rows = Assignment.objects.visible_to(user).select_related("topic", "assignee__section", "by")
    return rows.annotate(topic_readable=Exists(readable))


def most_urgent_first(rows: QuerySet) -> QuerySet:
    return rows.open().order_by(F("due").asc(nulls_last=True), "pk")


def newest_done_first(rows: QuerySet) -> QuerySet:
    return rows.filter(done_at__isnull=False).order_by("-done_at", "-pk")


def open_assignments_of(person, reader) -> QuerySet:
    """What the person has open, as `reader` may see it."""
    return most_urgent_first(assignments_for(reader).filter(assignee=person))


def pending(user) -> list[QuerySet]:
    """What they are to do with topics, as far as they may still read these."""
    mine = Assignment.objects.visible_to(user).open().filter(assignee=user)
    readable = mine.filter(Exists(Topic.objects.visible_to(user).filter(pk=OuterRef("topic"))))
    who = "topic__organization_name"
    return [
        pending_rows(
            readable,
            "board.assignment",
            key="topic",
            part="pk",
            title="topic__title",
            who=who,
            due="due",
            since="at",
        )
    ]
