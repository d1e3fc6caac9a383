from django.urls import path

from pamphlets.delegation import views

urlpatterns = [
    path("pamphlets/<int:pk>/forward/", views.pamphlet_forward, name="pamphlet-forward"),
]
