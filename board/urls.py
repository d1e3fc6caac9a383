"""Addresses of the room, those of its subjects one after the other."""

from django.urls import include, path

app_name = "board"
urlpatterns = [
    path("", include("board.topic_lists.urls")),
    path("", include("board.unread.urls")),
    path("", include("board.drafts.urls")),
    path("", include("board.topic_editing.urls")),
    path("", include("board.topic_page.urls")),
    path("", include("board.publication.urls")),
    path("", include("board.approvals.urls")),
    path("", include("board.closing.urls")),
    path("", include("board.moderation.urls")),
    path("", include("board.retractions.urls")),
    path("", include("board.stages.urls")),
    path("", include("board.audience_changes.urls")),
    path("", include("board.versions.urls")),
    path("", include("board.reply_posting.urls")),
    path("", include("board.attachments.urls")),
    path("", include("board.link_cards.urls")),
    path("", include("board.bookmarks.urls")),
    path("", include("board.read_receipts.urls")),
    path("", include("board.pins.urls")),
    path("", include("board.digests.urls")),
    path("", include("board.subscriptions.urls")),
    path("", include("board.reply_capacity.urls")),
    path("", include("board.assignments.urls")),
    path("", include("board.talks.urls")),
    path("", include("board.reports.urls")),
    path("", include("board.merges.urls")),
    path("", include("board.moderation_page.urls")),
    path("", include("board.archives.urls")),
    path("", include("board.exports.urls")),
]
