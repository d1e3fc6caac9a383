"""Addresses under /organization/: one's own organisation."""

from django.urls import path

from members.views import organization, profiles

app_name = "organization"
urlpatterns = [
    path("", organization.profile, name="profile"),
    path("edit/", profiles.organization_edit, name="organization-edit"),
    path("history/", profiles.organization_history, name="organization-history"),
    path("sections/<int:pk>/edit/", organization.section_edit, name="section-edit"),
    path("me/", organization.me, name="me"),
    path("confirm/", organization.organization_confirm, name="organization-confirm"),
    path("handover/", organization.handover, name="handover"),
    path("handover/<int:pk>/cancel/", organization.handover_cancel, name="handover-cancel"),
]
