from django.urls import path

from board.exports import views

urlpatterns = [
    path("topics.xlsx", views.topic_xlsx, name="topic-xlsx"),
    path("topics/<int:pk>/files.zip", views.topic_zip, name="topic-zip"),
]
