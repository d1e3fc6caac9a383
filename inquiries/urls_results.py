"""Addresses of the results: table, numbers, sheets and files."""

urlpatterns: list = []
