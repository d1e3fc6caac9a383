from django.urls import path

from members.profiles import views

organization_urlpatterns = [
    path("edit/", views.organization_edit, name="organization-edit"),
]
