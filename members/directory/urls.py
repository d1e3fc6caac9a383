from django.urls import path, re_path

from members.directory import views

urlpatterns = [
    path("", views.organization_list, name="organization-list"),
    re_path(r"^directory\.(?P<kind>xlsx|csv)$", views.organization_sheet, name="organization-sheet"),
    re_path(r"^(?P<slug>[0-9]{1,9})/$", views.organization_detail, name="organization-detail"),
]
