from django.urls import path

from board.assignments import views

urlpatterns = [
    path("topics/<int:pk>/assign/", views.topic_assign, name="topic-assign"),
    path("assignments/", views.assignment_list, name="assignment-list"),
    path("assignments/<int:pk>/", views.assignment_detail, name="assignment-detail"),
    path("assignments/<int:pk>/finish/", views.assignment_finish, name="assignment-finish"),
]
