from django.urls import path

from board.publication import views

urlpatterns = [
    path("topics/<int:pk>/preview/", views.topic_preview, name="topic-preview"),
    path("topics/<int:pk>/publish/", views.topic_publish, name="topic-publish"),
    path("topics/<int:pk>/schedule/", views.topic_schedule, name="topic-schedule"),
    path("topics/<int:pk>/unschedule/", views.topic_unschedule, name="topic-unschedule"),
    path("topics/<int:pk>/propose/", views.topic_propose, name="topic-propose"),
    path("topics/<int:pk>/take-back/", views.topic_take_back, name="topic-take-back"),
    path("topics/<int:pk>/approve/", views.topic_approve, name="topic-approve"),
    path("topics/<int:pk>/return/", views.topic_return, name="topic-return"),
]
