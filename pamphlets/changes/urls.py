from django.urls import path

from pamphlets.changes import views

urlpatterns = [
    path("pamphlets/<int:pk>/change/", views.pamphlet_change, name="pamphlet-change"),
    path("pamphlets/<int:pk>/add-wards/", views.pamphlet_add_wards, name="pamphlet-add-wards"),
]
