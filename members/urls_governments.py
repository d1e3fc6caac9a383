"""Addresses of the secretariat's pages about local governments and merged members."""

from django.urls import path

from members.views import government_changes as changes
from members.views import governments, merges

urlpatterns = [
    path("governments/", governments.government_list, name="government-list"),
    path("governments/<int:pk>/", governments.government_detail, name="government-detail"),
    path("governments/<int:pk>/former-names/", governments.former_name_add, name="former-name-add"),
    path("former-names/<int:pk>/remove/", governments.former_name_remove, name="former-name-remove"),
    path("governments/changes/", changes.change_list, name="change-list"),
    path("governments/changes/new/<slug:kind>/", changes.change_new, name="change-new"),
    path("governments/changes/<int:pk>/", changes.change_detail, name="change-detail"),
    path("governments/changes/<int:pk>/trial/", changes.change_trial, name="change-trial"),
    path("governments/changes/<int:pk>/run/", changes.change_run, name="change-run"),
    path("governments/changes/<int:pk>/cancel/", changes.change_cancel, name="change-cancel"),
    path("governments/changes/<int:pk>/revert/", changes.change_revert, name="change-revert"),
    path("merges/", merges.merge_list, name="merge-list"),
    path("merges/new/", merges.merge_new, name="merge-new"),
    path("merges/<int:pk>/", merges.merge_detail, name="merge-detail"),
    path("merges/<int:pk>/revert/", merges.merge_revert, name="merge-revert"),
]
