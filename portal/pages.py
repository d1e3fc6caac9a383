"""Addresses that the portal itself answers."""

from django.urls import path

from portal import health
from portal.views import pages

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("mypage/", pages.mypage, name="mypage"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
