from django.urls import path

from board.versions import views

urlpatterns = [
    path("topics/<int:pk>/history/", views.topic_history, name="topic-history"),
    path("replies/<int:pk>/history/", views.reply_history, name="reply-history"),
]
