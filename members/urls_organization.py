"""Addresses under /organization/: one's own organisation."""

from django.urls import path

from members.views import handing_over, organization

app_name = "organization"
urlpatterns = [
    path("", organization.profile, name="profile"),
    path("edit/", organization.organization_edit, name="organization-edit"),
    path("sections/<int:pk>/edit/", organization.section_edit, name="section-edit"),
    path("me/", organization.me, name="me"),
    path("confirm/", organization.organization_confirm, name="organization-confirm"),
    path("handover/", handing_over.handover, name="handover"),
    path("handover/ended/", handing_over.handover_ended, name="handover-ended"),
    path("handover/<int:pk>/", handing_over.handover_detail, name="handover-detail"),
    path("handover/<int:pk>/cancel/", handing_over.handover_cancel, name="handover-cancel"),
]
