from django.urls import path

from pamphlets.drafts import views

urlpatterns = [
    path("pamphlets/drafts/", views.pamphlet_drafts, name="pamphlet-drafts"),
    path("pamphlets/<int:pk>/edit/", views.pamphlet_edit, name="pamphlet-edit"),
    path("pamphlets/<int:pk>/discard/", views.pamphlet_discard, name="pamphlet-discard"),
    path("pamphlets/<int:pk>/copy/", views.pamphlet_copy, name="pamphlet-copy"),
    path("new/pamphlet/", views.pamphlet_create, name="pamphlet-create"),
]
