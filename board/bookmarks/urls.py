from django.urls import path

from board.bookmarks import views

urlpatterns = [
    path("bookmarks/", views.bookmark_list, name="bookmark-list"),
    path("bookmarks/remove/", views.bookmark_list_remove, name="bookmark-list-remove"),
    path("topics/<int:pk>/bookmark/", views.bookmark_save, name="bookmark-save"),
    path("topics/<int:pk>/bookmark/remove/", views.bookmark_remove, name="bookmark-remove"),
]
