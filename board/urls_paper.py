"""Addresses of paper and files out: ZIP, XLSX, archive; included by board.urls."""

from django.urls import path

from board.views import paper

urlpatterns = [
    path("topics.xlsx", paper.topic_xlsx, name="topic-xlsx"),
    path("topics/<int:pk>/files.zip", paper.topic_zip, name="topic-zip"),
]
