from django.urls import path

from members.corrections import views

organization_urlpatterns = [
    path("correct/", views.organization_correct, name="organization-correct"),
]
