"""Without a login; the address is in mails and on paper."""

from django.urls import path

from sign_ups.own_sign_up import views

app_name = "own_sign_up"
urlpatterns = [
    path("", views.enter, name="enter"),
    path("<slug:code>/", views.sign_up, name="sign-up"),
    path("<slug:code>/accept/", views.sign_up_accept, name="sign-up-accept"),
    path("<slug:code>/change/", views.sign_up_change, name="sign-up-change"),
    path("<slug:code>/cancel/", views.sign_up_cancel, name="sign-up-cancel"),
]
