from django.urls import path

from pamphlets.request_page import views

urlpatterns = [
    path("pamphlets/", views.pamphlet_list, name="pamphlet-list"),
    path("pamphlets/<int:pk>/", views.pamphlet_detail, name="pamphlet-detail"),
    path("pamphlets/<int:pk>/print/", views.pamphlet_print, name="pamphlet-print"),
]
