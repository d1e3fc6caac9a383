from django.urls import path

from events.sheets import views

urlpatterns = [
    path("sheets/", views.sheet_list, name="sheet-list"),
    path("<int:pk>/sheet/", views.sheet_edit, name="sheet-edit"),
    path("<int:pk>/sheets/<int:part>/", views.sheet_detail, name="sheet-detail"),
    path("<int:pk>/sheets/<int:part>/confirm/", views.sheet_confirm, name="sheet-confirm"),
    path("<int:pk>/sheets/<int:part>/return/", views.sheet_return, name="sheet-return"),
    path("<int:pk>/sheets/<int:part>/deadline/", views.sheet_deadline, name="sheet-deadline"),
    path("<int:pk>/sheets/<int:part>/contact/", views.sheet_contact, name="sheet-contact"),
    path("<int:pk>/introductions/", views.introduction_list, name="introduction-list"),
]
