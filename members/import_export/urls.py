from django.urls import path, re_path

from members.import_export import views

urlpatterns = [
    path("sheets/", views.sheet_list, name="sheet-list"),
    path("sheets/ledger.xlsx", views.ledger_export, name="ledger-export"),
    re_path(
        r"^sheets/(?P<table>organizations|sections)/$",
        views.sheet_import_create,
        name="sheet-import-create",
    ),
    re_path(
        r"^sheets/(?P<table>organizations|sections)/template\.xlsx$",
        views.sheet_template,
        name="sheet-template",
    ),
    re_path(
        r"^sheets/(?P<table>organizations|sections|users)/present\.(?P<kind>xlsx|csv)$",
        views.sheet_export,
        name="sheet-export",
    ),
    path("sheets/imports/<int:pk>/", views.sheet_import_detail, name="sheet-import-detail"),
    path("sheets/imports/<int:pk>/commit/", views.sheet_import_commit, name="sheet-import-commit"),
    path("sheets/imports/<int:pk>/discard/", views.sheet_import_discard, name="sheet-import-discard"),
]
