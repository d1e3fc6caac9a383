from django.urls import path

from board.reply_posting import views

urlpatterns = [
    path("replies/<int:pk>/edit/", views.reply_edit, name="reply-edit"),
]
