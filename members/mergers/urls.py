from django.urls import path

from members.mergers import views

urlpatterns = [
    path("merges/", views.merge_list, name="merge-list"),
    path("merges/new/", views.merge_new, name="merge-new"),
    path("merges/<int:pk>/", views.merge_detail, name="merge-detail"),
]
