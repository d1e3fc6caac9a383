"""Addresses of the life of topics: stages, reopening, audience; included by board.urls."""

urlpatterns: list = []
