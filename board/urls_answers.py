"""Addresses of official answers, assignments and talks; included by board.urls."""

urlpatterns: list = []
