from django.urls import path, re_path

from members.confirmation_answers import views

urlpatterns = [
    re_path(r"^proof/answer/(?P<number>[0-9]{8})/$", views.confirmation_answer, name="confirmation-answer"),
    path("rounds/entries/<int:pk>/", views.confirmation_entry_detail, name="confirmation-entry-detail"),
    path(
        "rounds/entries/<int:pk>/resend/", views.confirmation_entry_resend, name="confirmation-entry-resend"
    ),
    path(
        "rounds/entries/<int:pk>/telephone/",
        views.confirmation_entry_telephone,
        name="confirmation-entry-telephone",
    ),
    path(
        "rounds/entries/<int:pk>/bounced/",
        views.confirmation_entry_bounced,
        name="confirmation-entry-bounced",
    ),
    path(
        "rounds/entries/<int:pk>/reached/",
        views.confirmation_entry_reached,
        name="confirmation-entry-reached",
    ),
]

organization_urlpatterns = [
    path("confirm/", views.organization_confirm, name="organization-confirm"),
]
