"""Addresses of files and links of topics; included by board.urls."""

from django.urls import path

from board.views import files, link

urlpatterns: list = [
    path("topics/<int:pk>/files/", files.topic_files, name="topic-files"),
    path("replies/<int:pk>/files/", files.reply_files, name="reply-files"),
    path("pamphlets/<int:pk>/files/", files.pamphlet_files, name="pamphlet-files"),
    path("topics/<int:pk>/link/", link.link_edit, name="link-edit"),
    path("topics/<int:pk>/link/read/", link.link_read, name="link-read"),
]
