from django.urls import path

from board.reply_capacity import views

urlpatterns = [
    path("replies/<int:pk>/standing/", views.reply_capacity_edit, name="reply-capacity-edit"),
]
