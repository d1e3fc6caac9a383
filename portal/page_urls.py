"""Addresses that the portal itself answers."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.urls import path

from portal import health
from portal.about.views import about, accessibility, english, privacy, robots, site_map, terms
from portal.contact.views import contact, contact_detail, contact_done, contact_list
from portal.emergency_banners.views import emergency, emergency_list, emergency_remove
from portal.first_steps.views import first_steps_put_away
from portal.guide.views import guide, guide_list
from portal.handover_paper.views import handover_paper
from portal.home.views import home
from portal.home_pictures.views import home_picture
from portal.issue_proposals.views import issue_proposals
from portal.mypage.views import mypage
from portal.site_search.views import search
from portal.sitemaps import SITEMAPS

app_name = "portal"
urlpatterns = [
    path("", home, name="home"),
    path("mypage/", mypage, name="mypage"),
    path("mypage/first-steps/put-away/", first_steps_put_away, name="first-steps-put-away"),
    path("organization/handover/paper/", handover_paper, name="handover-paper"),
    path("news/issues/<int:volume>/proposals/", issue_proposals, name="issue-proposals"),
    path("search/", search, name="search"),
    path("about/", about, name="about"),
    path("contact/", contact, name="contact"),
    path("contact/done/", contact_done, name="contact-done"),
    path("contact/messages/", contact_list, name="contact-list"),
    path("contact/messages/<int:pk>/", contact_detail, name="contact-detail"),
    path("emergency/", emergency_list, name="emergency-list"),
    path("emergency/new/", emergency, name="emergency-new"),
    path("emergency/<int:pk>/", emergency, name="emergency-edit"),
    path("emergency/<int:pk>/remove/", emergency_remove, name="emergency-remove"),
    path("home-picture/", home_picture, name="home-picture"),
    path("terms/", terms, name="terms"),
    path("privacy/", privacy, name="privacy"),
    path("accessibility/", accessibility, name="accessibility"),
    path("guide/", guide_list, name="guide-list"),
    path("guide/<slug:slug>/", guide, name="guide"),
    path("en/", english, name="english"),
    path("sitemap/", site_map, name="site-map"),
    path("sitemap.xml", login_not_required(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
