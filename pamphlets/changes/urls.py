from django.urls import path

from pamphlets.changes import views

urlpatterns = [
    path("pamphlets/<int:pk>/change/", views.pamphlet_change, name="pamphlet-change"),
    path("pamphlets/<int:pk>/add-wards/", views.pamphlet_add_wards, name="pamphlet-add-wards"),
    path("pamphlets/<int:pk>/close/", views.pamphlet_close, name="pamphlet-close"),
    path("pamphlets/<int:pk>/withdraw/", views.pamphlet_withdraw, name="pamphlet-withdraw"),
    path("pamphlets/<int:pk>/files/", views.pamphlet_files, name="pamphlet-files"),
]
