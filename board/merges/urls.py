from django.urls import path

from board.merges import views

urlpatterns = [
    path("topics/<int:pk>/merge/", views.topic_merge, name="topic-merge"),
    path("topics/<int:pk>/unmerge/", views.topic_unmerge, name="topic-unmerge"),
]
