from django.urls import path

from board.moderation_page import views

urlpatterns = [
    path("order/", views.moderation_list, name="moderation-list"),
]
