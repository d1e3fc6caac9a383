"""Bookmark, 既読 of organisations, next and previous unread topic."""

from django.db.models import OuterRef, Subquery

from board.bookmarks.forms import BookmarkForm
from board.bookmarks.models import Bookmark
from board.pins.rules import can_pin_topic, can_unpin_topic
from board.read_receipts import actions, queries, rules
from board.unread import next_unread


def annotations(user) -> dict:
    marked = Bookmark.objects.filter(user=user, topic=OuterRef("pk"))
    return {
        "bookmark_note": Subquery(marked.values("note")),  # None where he has no bookmark there
        "another_unread": next_unread.another_is_unread(user),
        **queries.read_receipt_annotations(user),
    }


def context(request, topic, replies: list) -> dict:
    if rules.leaves_read_receipt(request.user, topic) and not topic.read_by_us:
        topic.reading_count += actions.record_read_receipt(topic, request.user)
    return {
        "may_see_readings": rules.can_see_read_receipts(request.user, topic),
        "leaves_reading": rules.leaves_read_receipt(request.user, topic),
        "bookmark_form": BookmarkForm(initial={"note": topic.bookmark_note or ""}),
        "may_pin": can_pin_topic(request.user, topic),
        "may_unpin": can_unpin_topic(request.user, topic),
    }
