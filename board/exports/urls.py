from django.urls import path

from board.exports import views

urlpatterns = [
    path("topics.xlsx", views.topic_xlsx, name="topic-xlsx"),
    path("exports/new/", views.topic_export_create, name="topic-export-create"),
    path("exports/<int:pk>/", views.topic_export_detail, name="topic-export-detail"),
    path("topics/<int:pk>/files.zip", views.topic_zip, name="topic-zip"),
]
