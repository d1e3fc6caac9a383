from django.urls import path, re_path

from members.confirmations import views

urlpatterns = [
    path("rounds/", views.round_list, name="round-list"),
    path("rounds/start/", views.round_start, name="round-start"),
    path("rounds/<int:pk>/", views.round_detail, name="round-detail"),
    path("rounds/<int:pk>/entries/", views.entry_list, name="entry-list"),
    re_path(
        r"^rounds/(?P<pk>[0-9]{1,9})/entries\.(?P<kind>xlsx|csv)$", views.entry_sheet, name="entry-sheet"
    ),
    path("rounds/<int:pk>/silent/", views.round_silent, name="round-silent"),
    path("rounds/<int:pk>/remind/", views.round_remind, name="round-remind"),
    path("rounds/<int:pk>/close/", views.round_close, name="round-close"),
]
