from django.urls import path

from members.login import views

urlpatterns = [
    path("proof/password/", views.invitation_accept, name="invitation-accept"),
]

organization_urlpatterns = [
    path("me/", views.own_name_edit, name="own-name-edit"),
]
