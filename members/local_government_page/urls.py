from django.urls import path

from members.local_government_page import views

urlpatterns = [
    path("governments/", views.government_list, name="government-list"),
    path("governments/<int:pk>/", views.government_detail, name="government-detail"),
    path("governments/<int:pk>/former-names/", views.former_name_add, name="former-name-add"),
    path("former-names/<int:pk>/remove/", views.former_name_remove, name="former-name-remove"),
]
