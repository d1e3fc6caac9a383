"""Addresses of reports, locks, moves and merges; included by board.urls."""

urlpatterns: list = []
