from django.urls import path

from inquiries.file_exports import views

urlpatterns = [
    path("<int:pk>/files.zip", views.result_zip, name="result-zip"),
    path("<int:pk>/files/new/", views.file_export_create, name="file-export-create"),
    path("<int:pk>/files/<int:export_pk>/", views.file_export_detail, name="file-export-detail"),
]
