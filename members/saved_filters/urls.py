from django.urls import path

from members.saved_filters import views

organization_urlpatterns = [
    path("filters/", views.filter_list, name="filter-list"),
    path("filters/save/", views.filter_save, name="filter-save"),
    path("filters/<int:pk>/rename/", views.filter_rename, name="filter-rename"),
    path("filters/<int:pk>/move/", views.filter_move, name="filter-move"),
    path("filters/<int:pk>/delete/", views.filter_delete, name="filter-delete"),
]
