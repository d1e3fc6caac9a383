"""At the door, without a login; the address is on the paper with the code."""

from django.urls import path

from sign_ups.check_in import views

app_name = "check_in"
urlpatterns = [
    path("", views.enter, name="enter"),
    path("leave/", views.leave, name="leave"),
    path("<int:pk>/", views.door, name="door"),
    path("<int:pk>/walk-ins/", views.walk_ins, name="walk-ins"),
    path("<int:pk>/list/", views.paper_list, name="paper-list"),
    path("<int:pk>/<int:sign_up>/in/", views.sign_up_in, name="sign-up-in"),
    path("<int:pk>/<int:sign_up>/undo/", views.sign_up_undo, name="sign-up-undo"),
]
