from django.urls import path

from members.government_changes import views

urlpatterns = [
    path("governments/changes/", views.government_change_list, name="government-change-list"),
    path("governments/changes/new/<slug:kind>/", views.government_change_new, name="government-change-new"),
    path("governments/changes/<int:pk>/", views.government_change_detail, name="government-change-detail"),
    path(
        "governments/changes/<int:pk>/trial/",
        views.government_change_dry_run,
        name="government-change-dry-run",
    ),
    path("governments/changes/<int:pk>/run/", views.government_change_run, name="government-change-run"),
    path(
        "governments/changes/<int:pk>/cancel/",
        views.government_change_cancel,
        name="government-change-cancel",
    ),
]
