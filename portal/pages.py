"""Addresses that the portal itself answers."""

from django.urls import path

from portal.views import pages

app_name = "portal"
urlpatterns = [
    path("", pages.home, name="home"),
    path("mypage/", pages.mypage, name="mypage"),
]
