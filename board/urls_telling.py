"""Addresses of watches and of stopping mails; included by board.urls."""

urlpatterns: list = []
