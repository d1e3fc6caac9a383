"""Addresses under /members/: the public directory, the registration, the secretariat's queue."""

from django.urls import include, path, re_path

from members.views import applying, deciding, desk, directory, proving

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
    path("desk/", desk.desk, name="desk"),
    path("sheets/", include("members.urls_sheets")),
    path("applications/", deciding.application_list, name="application-list"),
    path("applications/<int:pk>/", deciding.application_detail, name="application-detail"),
    path("applications/<int:pk>/approve/", deciding.application_approve, name="application-approve"),
    path("applications/<int:pk>/decline/", deciding.application_decline, name="application-decline"),
    re_path(r"^(?P<slug>[0-9]{1,9})/$", directory.organization_detail, name="organization-detail"),
]
