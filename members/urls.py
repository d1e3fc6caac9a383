"""Addresses of the room, those of its subjects one after the other."""

from django.urls import include, path

from members.confirmation_answers.urls import organization_urlpatterns as confirmation_answers
from members.corrections.urls import organization_urlpatterns as corrections
from members.handovers.urls import organization_urlpatterns as handovers
from members.joins.urls import organization_urlpatterns as joins
from members.login.urls import organization_urlpatterns as login
from members.own_organization.urls import organization_urlpatterns as own_organization
from members.profiles.urls import organization_urlpatterns as profiles
from members.saved_filters.urls import organization_urlpatterns as saved_filters
from members.sections.urls import organization_urlpatterns as sections
from members.users.urls import organization_urlpatterns as users
from members.withdrawals.urls import organization_urlpatterns as withdrawals

app_name = "members"
urlpatterns = [
    path("", include("members.directory.urls")),
    path("", include("members.applications.urls")),
    path("", include("members.application_returns.urls")),
    path("", include("members.mail_tokens.urls")),
    path("", include("members.login.urls")),
    path("", include("members.sections.urls")),
    path("", include("members.confirmation_answers.urls")),
    path("", include("members.takeovers.urls")),
    path("", include("members.handovers.urls")),
    path("", include("members.task_queue.urls")),
    path("", include("members.sent_mails.urls")),
    path("", include("members.search_words.urls")),
    path("", include("members.metrics.urls")),
    path("", include("members.users.urls")),
    path("", include("members.reviews.urls")),
    path("", include("members.import_export.urls")),
    path("", include("members.application_queue.urls")),
    path("", include("members.withdrawals.urls")),
    path("", include("members.recoveries.urls")),
    path("", include("members.confirmations.urls")),
    path("", include("members.local_government_page.urls")),
    path("", include("members.government_changes.urls")),
    path("", include("members.mergers.urls")),
]

# under /organization/, in the namespace of that name
organization_urlpatterns = [
    *own_organization,
    *corrections,
    *sections,
    *users,
    *joins,
    *profiles,
    *login,
    *confirmation_answers,
    *withdrawals,
    *handovers,
    *saved_filters,
]
