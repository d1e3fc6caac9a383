"""Addresses of the room, those of its subjects one after the other."""

from django.urls import include, path

app_name = "inquiries"
urlpatterns = [
    path("", include("inquiries.drafts.urls")),
    path("", include("inquiries.questions.urls")),
    path("", include("inquiries.confirm_page.urls")),
    path("", include("inquiries.approvals.urls")),
    path("", include("inquiries.changes.urls")),
    path("", include("inquiries.closing.urls")),
    path("", include("inquiries.inquiry_page.urls")),
    path("", include("inquiries.answers.urls")),
    path("", include("inquiries.answers_by_mail.urls")),
    path("", include("inquiries.delegation.urls")),
    path("", include("inquiries.late_answers.urls")),
    path("", include("inquiries.results.urls")),
]
