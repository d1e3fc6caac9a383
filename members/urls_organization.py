"""Addresses under /organization/: one's own organisation."""

from django.urls import path

from members.views import organization, record, withdrawing

app_name = "organization"
urlpatterns = [
    path("", organization.profile, name="profile"),
    path("edit/", organization.organization_edit, name="organization-edit"),
    path("sections/<int:pk>/edit/", organization.section_edit, name="section-edit"),
    path("me/", organization.me, name="me"),
    path("confirm/", organization.organization_confirm, name="organization-confirm"),
    path("handover/", organization.handover, name="handover"),
    path("record/", record.organization_record, name="record"),
    path("withdrawal/", withdrawing.withdrawal, name="withdrawal"),
    path("withdrawal/<int:pk>/cancel/", withdrawing.withdrawal_take_back, name="withdrawal-cancel"),
    path("handover/<int:pk>/cancel/", organization.handover_cancel, name="handover-cancel"),
]
