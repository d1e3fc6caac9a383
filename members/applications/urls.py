from django.urls import path, re_path

from members.applications import views

urlpatterns = [
    path("apply/", views.application_apply, name="application-apply"),
    path("apply/form/", views.application_form, name="application-form"),
    re_path(r"^apply/done/(?P<number>[0-9]{8})/$", views.application_done, name="application-done"),
    path("proof/done/", views.application_verified, name="application-verified"),
]
