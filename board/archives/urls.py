from django.urls import path

from board.archives import views

urlpatterns = [
    path("archive/", views.archive_list, name="archive-list"),
    path("archive/<int:pk>/stop/", views.archive_stop, name="archive-stop"),
]
