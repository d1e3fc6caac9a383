from django.urls import path

from board.held_post_decisions import views

urlpatterns = [
    path("held/", views.held_list, name="held-list"),
    path("held/<int:pk>/", views.held_detail, name="held-detail"),
    path("held/<int:pk>/approve/", views.held_approve, name="held-approve"),
    path("held/<int:pk>/return/", views.held_return, name="held-return"),
]
