from django.urls import path

from members.takeovers import views

urlpatterns = [
    path("takeover/", views.takeover_search, name="takeover-search"),
    path("takeover/<int:pk>/", views.takeover_section, name="takeover-section"),
    path("takeover/sections/<int:pk>/send/", views.takeover_send, name="takeover-send"),
    path("takeover/sent/", views.takeover_sent, name="takeover-sent"),
    path("takeover/form/", views.takeover_form, name="takeover-form"),
    path("takeover/done/", views.takeover_done, name="takeover-done"),
]
