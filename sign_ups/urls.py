from django.urls import include, path

from sign_ups.door_codes.views import door_code_end, door_code_list
from sign_ups.joining.views import slot_join
from sign_ups.slot_desk import views

app_name = "sign_ups"
urlpatterns = [
    path("", include("sign_ups.mailings.urls")),
    path("", include("sign_ups.surveys.urls")),
    path("of/<slug:key>/<int:pk>/", views.slot_list, name="slot-list"),
    path("of/<slug:key>/<int:pk>/new/", views.slot_new, name="slot-new"),
    path("<int:pk>/", views.slot_detail, name="slot-detail"),
    path("<int:pk>/join/", slot_join, name="slot-join"),
    path("<int:pk>/edit/", views.slot_edit, name="slot-edit"),
    path("<int:pk>/open/", views.slot_open, name="slot-open"),
    path("<int:pk>/close/", views.slot_close, name="slot-close"),
    path("<int:pk>/offer/", views.slot_offer, name="slot-offer"),
    path("<int:pk>/seats/", views.slot_seats, name="slot-seats"),
    path("<int:pk>/name-cards/", views.name_cards, name="name-cards"),
    path("of/<slug:key>/<int:pk>/door/", door_code_list, name="door-code-list"),
    path("of/<slug:key>/<int:pk>/door/<int:code>/end/", door_code_end, name="door-code-end"),
    path("<int:pk>/list.xlsx", views.slot_sheet, name="slot-sheet"),
    path("<int:pk>/<int:sign_up>/decide/", views.sign_up_decide, name="sign-up-decide"),
    path("<int:pk>/<int:sign_up>/cancel/", views.sign_up_end, name="sign-up-end"),
]
