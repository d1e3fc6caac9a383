"""Addresses of lists: bookmarks, saved filters, readings; included by board.urls."""

from django.urls import path

from board.views import bookmarks, lists, pin, readings, saved_filters

urlpatterns: list = [
    path("unread/read/", lists.unread_read, name="unread-read"),
    path("topics/<int:pk>/unread/next/", lists.unread_next, name="unread-next"),
    path("topics/<int:pk>/unread/previous/", lists.unread_previous, name="unread-previous"),
    path("bookmarks/", bookmarks.bookmark_list, name="bookmark-list"),
    path("bookmarks/remove/", bookmarks.bookmark_take, name="bookmark-take"),
    path("topics/<int:pk>/bookmark/", bookmarks.bookmark_put, name="bookmark-put"),
    path("topics/<int:pk>/bookmark/remove/", bookmarks.bookmark_remove, name="bookmark-remove"),
    path("filters/", saved_filters.filter_list, name="filter-list"),
    path("filters/save/", saved_filters.filter_save, name="filter-save"),
    path("filters/<int:pk>/rename/", saved_filters.filter_rename, name="filter-rename"),
    path("filters/<int:pk>/move/", saved_filters.filter_move, name="filter-move"),
    path("filters/<int:pk>/delete/", saved_filters.filter_delete, name="filter-delete"),
    path("topics/<int:pk>/readings/", readings.reading_list, name="reading-list"),
    path("topics/<int:pk>/readings.xlsx", readings.reading_sheet, name="reading-sheet"),
    path("topics/<int:pk>/pin/", pin.topic_pin, name="topic-pin"),
    path("topics/<int:pk>/unpin/", pin.topic_unpin, name="topic-unpin"),
]
