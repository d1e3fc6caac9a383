"""Bookmark, 既読 of organisations, next and previous unread topic."""

from django.db.models import OuterRef, Subquery

from board import organization_readings, rules, walking
from board.forms.marks import BookmarkForm
from board.models import Bookmark


def facts(user) -> dict:
    marked = Bookmark.objects.filter(user=user, topic=OuterRef("pk"))
    return {
        "bookmark_note": Subquery(marked.values("note")),  # None where he has no bookmark there
        "another_unread": walking.another_is_unread(user),
        **organization_readings.tallies(user),
    }


def part(request, topic, replies: list) -> dict:
    if rules.leaves_reading(request.user, topic) and not topic.read_by_us:
        topic.reading_count += organization_readings.record(topic, request.user)
    return {
        "may_see_readings": rules.can_see_readings(request.user, topic),
        "leaves_reading": rules.leaves_reading(request.user, topic),
        "bookmark_form": BookmarkForm(initial={"note": topic.bookmark_note or ""}),
        "may_pin": rules.can_pin_topic(request.user, topic),
        "may_unpin": rules.can_unpin_topic(request.user, topic),
    }
