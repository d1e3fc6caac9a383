from django.urls import path

from members.own_organization import views

organization_urlpatterns = [
    path("", views.profile, name="profile"),
    path("history/", views.organization_history, name="organization-history"),
    path("record/", views.organization_record, name="record"),
]
