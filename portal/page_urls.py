"""Addresses that the portal itself answers."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal import health
from portal.sitemaps import SITEMAPS
from portal.views import contact, handover, home, pages, search

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("mypage/", home.mypage, name="mypage"),
    path("organization/handover/paper/", handover.handover_paper, name="handover-paper"),
    path("search/", search.search, name="search"),
    path("about/", pages.about, name="about"),
    path("contact/", contact.contact, name="contact"),
    path("contact/done/", contact.contact_done, name="contact-done"),
    path("terms/", pages.terms, name="terms"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("sitemap.xml", login_not_required(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
