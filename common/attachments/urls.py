"""/files/<uuid>/, and /files/<uuid>/w800/ for a picture's small copy."""

from django.urls import path

from common.attachments import views

app_name = "common"
urlpatterns = [
    path("<uuid:pk>/", views.file, name="file"),
    path("<uuid:pk>/w<int:width>/", views.file, name="file-thumbnail"),
]
