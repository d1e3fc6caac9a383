from django.urls import path

from members.government_changes import views

urlpatterns = [
    path("governments/changes/", views.change_list, name="change-list"),
    path("governments/changes/new/<slug:kind>/", views.change_new, name="change-new"),
    path("governments/changes/<int:pk>/", views.change_detail, name="change-detail"),
    path("governments/changes/<int:pk>/trial/", views.change_dry_run, name="change-dry-run"),
    path("governments/changes/<int:pk>/run/", views.change_run, name="change-run"),
    path("governments/changes/<int:pk>/cancel/", views.change_cancel, name="change-cancel"),
    path("governments/changes/<int:pk>/revert/", views.change_revert, name="change-revert"),
]
