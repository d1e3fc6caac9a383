from django.urls import path

from board.reply_capacity import views

urlpatterns = [
    path("replies/<int:pk>/standing/", views.reply_mark, name="reply-mark"),
]
