"""Addresses of paper and files out: ZIP, XLSX, archive; included by board.urls."""

urlpatterns: list = []
