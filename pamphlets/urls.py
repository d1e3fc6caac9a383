"""Addresses of the room, those of its subjects one after the other."""

from django.urls import include, path

app_name = "pamphlets"
urlpatterns = [
    path("", include("pamphlets.request_page.urls")),
    path("", include("pamphlets.answers.urls")),
    path("", include("pamphlets.reminders.urls")),
    path("", include("pamphlets.ward_questions.urls")),
    path("", include("pamphlets.delegation.urls")),
    path("", include("pamphlets.changes.urls")),
    path("", include("pamphlets.ward_rules.urls")),
    path("", include("pamphlets.answers_by_mail.urls")),
    path("", include("pamphlets.answers_on_behalf.urls")),
    path("", include("pamphlets.answer_changes.urls")),
    path("", include("pamphlets.drafts.urls")),
    path("", include("pamphlets.sending.urls")),
    path("", include("pamphlets.deliveries.urls")),
    path("", include("pamphlets.shipping_papers.urls")),
    path("", include("pamphlets.yearly_summary.urls")),
    path("", include("pamphlets.retractions.urls")),
]
