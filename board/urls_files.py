"""Addresses of files and links of topics; included by board.urls."""

urlpatterns: list = []
