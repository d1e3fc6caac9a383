"""Addresses of pamphlet distribution (パンフレット配布依頼); included by board.urls in its namespace."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []  # under /board/pamphlets/
new_urlpatterns: list[URLPattern] = []  # under /board/new/pamphlet/
