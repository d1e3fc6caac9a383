"""Addresses of writing: autosave, schedule, versions; included by board.urls."""

urlpatterns: list = []
