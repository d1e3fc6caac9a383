from django.urls import path

from board.attachments import views

urlpatterns = [
    path("topics/<int:pk>/files/", views.topic_files, name="topic-files"),
    path("replies/<int:pk>/files/", views.reply_files, name="reply-files"),
]
