from django.urls import path

from board.moderation import views

urlpatterns = [
    path("topics/<int:pk>/hide/", views.topic_hide, name="topic-hide"),
    path("topics/<int:pk>/show/", views.topic_unhide, name="topic-unhide"),
    path("replies/<int:pk>/hide/", views.reply_hide, name="reply-hide"),
    path("replies/<int:pk>/show/", views.reply_unhide, name="reply-unhide"),
    path("topics/<int:pk>/lock/", views.topic_lock, name="topic-lock"),
    path("topics/<int:pk>/unlock/", views.topic_unlock, name="topic-unlock"),
    path("topics/<int:pk>/move/", views.topic_move, name="topic-move"),
]
