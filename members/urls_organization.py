"""Addresses under /organization/: one's own organisation."""

from django.urls import path

from members.views import (
    handing_over,
    joins,
    organization,
    people,
    profiles,
    record,
    sections,
    withdrawing,
)

app_name = "organization"
urlpatterns = [
    path("", organization.profile, name="profile"),
    path("sections/add/", sections.section_add, name="section-add"),
    path("sections/<int:pk>/edit/", sections.section_edit, name="section-edit"),
    path("sections/<int:pk>/close/", sections.section_close, name="section-close"),
    path("people/", people.person_list, name="person-list"),
    path("people/invite/", people.person_invite, name="person-invite"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/change/", people.person_change, name="person-change"),
    path("people/<int:pk>/invite-again/", people.person_invite_again, name="person-invite-again"),
    path("people/<int:pk>/reached/", people.person_reached, name="person-reached"),
    path("people/<int:pk>/end/", people.person_end, name="person-end"),
    path("joins/", joins.join_list, name="join-list"),
    path("joins/<int:pk>/", joins.join_detail, name="join-detail"),
    path("joins/<int:pk>/approve/", joins.join_approve, name="join-approve"),
    path("joins/<int:pk>/decline/", joins.join_decline, name="join-decline"),
    path("edit/", profiles.organization_edit, name="organization-edit"),
    path("history/", profiles.organization_history, name="organization-history"),
    path("me/", organization.me, name="me"),
    path("confirm/", organization.organization_confirm, name="organization-confirm"),
    path("record/", record.organization_record, name="record"),
    path("withdrawal/", withdrawing.withdrawal, name="withdrawal"),
    path("withdrawal/<int:pk>/cancel/", withdrawing.withdrawal_take_back, name="withdrawal-cancel"),
    path("handover/", handing_over.handover, name="handover"),
    path("handover/ended/", handing_over.handover_ended, name="handover-ended"),
    path("handover/<int:pk>/", handing_over.handover_detail, name="handover-detail"),
    path("handover/<int:pk>/cancel/", handing_over.handover_cancel, name="handover-cancel"),
]
