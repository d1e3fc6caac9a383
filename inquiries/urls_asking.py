"""Addresses of those who ask: writing an inquiry, sending it, its end."""

urlpatterns: list = []
