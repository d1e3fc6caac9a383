from django.urls import path

from pamphlets.attachments import views

urlpatterns = [path("pamphlets/<int:pk>/files/", views.pamphlet_files, name="pamphlet-files")]
