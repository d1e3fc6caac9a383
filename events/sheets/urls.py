from django.urls import path

from events.sheets import views

urlpatterns = [
    path("sheet/", views.sheet_edit, name="sheet-edit"),
    path("sheets/<int:part>/", views.sheet_detail, name="sheet-detail"),
    path("sheets/<int:part>/confirm/", views.sheet_confirm, name="sheet-confirm"),
    path("sheets/<int:part>/return/", views.sheet_return, name="sheet-return"),
    path("sheets/<int:part>/deadline/", views.sheet_deadline, name="sheet-deadline"),
    path("introductions/", views.introduction_list, name="introduction-list"),
]
