"""Addresses of paper and files out: ZIP, XLSX, archive; included by board.urls."""

from django.urls import path

from board.views import archive, paper

urlpatterns = [
    path("archive/", archive.archive_list, name="archive-list"),
    path("archive/<int:pk>/stop/", archive.archive_stop, name="archive-stop"),
    path("topics.xlsx", paper.topic_xlsx, name="topic-xlsx"),
    path("topics/<int:pk>/files.zip", paper.topic_zip, name="topic-zip"),
]
