"""Addresses of lists: bookmarks, saved filters, readings; included by board.urls."""

urlpatterns: list = []
