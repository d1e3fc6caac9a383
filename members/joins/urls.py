from django.urls import path

from members.joins import views

organization_urlpatterns = [
    path("joins/", views.join_list, name="join-list"),
    path("joins/<int:pk>/", views.join_detail, name="join-detail"),
    path("joins/<int:pk>/approve/", views.join_approve, name="join-approve"),
    path("joins/<int:pk>/decline/", views.join_decline, name="join-decline"),
]
