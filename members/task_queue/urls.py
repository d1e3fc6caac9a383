from django.urls import path

from members.task_queue import views

urlpatterns = [
    path("desk/", views.task_queue, name="task-queue"),
]
