from django.urls import path

from board.topic_lists import views

urlpatterns = [
    path("", views.topic_list, name="topic-list"),
    path("filters/", views.filter_list, name="filter-list"),
]
