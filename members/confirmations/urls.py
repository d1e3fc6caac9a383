from django.urls import path, re_path

from members.confirmations import views

urlpatterns = [
    path("rounds/", views.confirmation_round_list, name="confirmation-round-list"),
    path("rounds/start/", views.confirmation_round_start, name="confirmation-round-start"),
    path("rounds/<int:pk>/", views.confirmation_round_detail, name="confirmation-round-detail"),
    path("rounds/<int:pk>/entries/", views.confirmation_entry_list, name="confirmation-entry-list"),
    re_path(
        r"^rounds/(?P<pk>[0-9]{1,9})/entries\.(?P<kind>xlsx|csv)$",
        views.confirmation_entry_sheet,
        name="confirmation-entry-sheet",
    ),
    path("rounds/<int:pk>/silent/", views.confirmation_call_list, name="confirmation-call-list"),
    path("rounds/<int:pk>/remind/", views.confirmation_round_remind, name="confirmation-round-remind"),
    path("rounds/<int:pk>/close/", views.confirmation_round_close, name="confirmation-round-close"),
]
