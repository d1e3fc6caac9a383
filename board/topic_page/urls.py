from django.urls import path

from board.topic_page import views

urlpatterns = [
    path("topics/<int:pk>/", views.topic_detail, name="topic-detail"),
    path("topics/<int:pk>/print/", views.topic_print, name="topic-print"),
    path("topics/<int:pk>/reply/", views.reply_post, name="reply-post"),
]
