from django.urls import path

from board.unread import views

urlpatterns = [
    path("unread/", views.unread_list, name="unread-list"),
    path("unread/read-all/", views.unread_read_all, name="unread-read-all"),
    path("unread/read/", views.unread_read, name="unread-read"),
    path("topics/<int:pk>/unread/next/", views.unread_next, name="unread-next"),
    path("topics/<int:pk>/unread/previous/", views.unread_previous, name="unread-previous"),
]
