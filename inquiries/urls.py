"""Addresses of the room, those of its subjects one after the other."""

from django.urls import include, path

app_name = "inquiries"
urlpatterns = [
    path("", include("inquiries.drafts.urls")),
    path("", include("inquiries.questions.urls")),
    path("", include("inquiries.sending.urls")),
    path("", include("inquiries.changes.urls")),
    path("", include("inquiries.inquiry_page.urls")),
    path("", include("inquiries.answers.urls")),
    path("", include("inquiries.answers_by_mail.urls")),
    path("", include("inquiries.answers_on_behalf.urls")),
    path("", include("inquiries.delegation.urls")),
    path("", include("inquiries.reminders.urls")),
    path("", include("inquiries.results.urls")),
    path("", include("inquiries.file_exports.urls")),
    path("", include("inquiries.retractions.urls")),
]
