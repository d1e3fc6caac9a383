"""Addresses under /members/: the public directory, the registration, the secretariat's queue."""

from django.urls import path, re_path

from members.views import applying, deciding, desk, directory, handover_list, proving, taking_over

app_name = "members"
urlpatterns = [
    path("", directory.organization_list, name="organization-list"),
    re_path(r"^directory\.(?P<kind>xlsx|csv)$", directory.organization_sheet, name="organization-sheet"),
    path("apply/", applying.application_apply, name="application-apply"),
    path("apply/form/", applying.application_form, name="application-form"),
    re_path(r"^apply/done/(?P<number>[0-9]{8})/$", applying.application_done, name="application-done"),
    path("proof/", proving.proof_enter, name="proof-enter"),
    path("proof/done/", proving.proof_done, name="proof-done"),
    path("proof/resend/", proving.proof_resend, name="proof-resend"),
    path("proof/password/", proving.invitation_accept, name="invitation-accept"),
    re_path(r"^proof/(?P<token>[A-Za-z0-9_-]{20,80})/$", proving.proof_link, name="proof-link"),
    path("takeover/", taking_over.takeover, name="takeover"),
    path("takeover/<int:pk>/", taking_over.takeover_section, name="takeover-section"),
    path("takeover/sections/<int:pk>/send/", taking_over.takeover_send, name="takeover-send"),
    path("takeover/sent/", taking_over.takeover_sent, name="takeover-sent"),
    path("takeover/form/", taking_over.takeover_form, name="takeover-form"),
    path("takeover/done/", taking_over.takeover_done, name="takeover-done"),
    path("handovers/", handover_list.handover_list, name="handover-list"),
    path("desk/", desk.desk, name="desk"),
    path("applications/", deciding.application_list, name="application-list"),
    path("applications/<int:pk>/", deciding.application_detail, name="application-detail"),
    path("applications/<int:pk>/approve/", deciding.application_approve, name="application-approve"),
    path("applications/<int:pk>/decline/", deciding.application_decline, name="application-decline"),
    re_path(r"^(?P<slug>[0-9]{1,9})/$", directory.organization_detail, name="organization-detail"),
]
