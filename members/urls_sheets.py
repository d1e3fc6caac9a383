"""Addresses under /members/sheets/: the register of members as sheets, out and in."""

from django.urls import path, re_path

from members.views import sheets

TABLE = "(?P<table>organizations|sections|users)"
urlpatterns = [
    path("", sheets.sheet_list, name="sheet-list"),
    path("ledger.xlsx", sheets.sheet_ledger, name="sheet-ledger"),
    re_path(rf"^{TABLE}/$", sheets.sheet_take_in, name="sheet-take-in"),
    re_path(rf"^{TABLE}/template\.xlsx$", sheets.sheet_template, name="sheet-template"),
    re_path(rf"^{TABLE}/present\.(?P<kind>xlsx|csv)$", sheets.sheet_present, name="sheet-present"),
    path("imports/<int:pk>/", sheets.sheet_import_detail, name="sheet-import-detail"),
    path("imports/<int:pk>/commit/", sheets.sheet_import_commit, name="sheet-import-commit"),
    path("imports/<int:pk>/discard/", sheets.sheet_import_discard, name="sheet-import-discard"),
]
