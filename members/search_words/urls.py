from django.urls import path

from members.search_words import views

urlpatterns = [
    path("search-words/", views.search_word_list, name="search-word-list"),
    path("search-words/misses/", views.search_miss, name="search-miss"),
    path("search-words/<slug:kind>/new/", views.search_word, name="search-word-new"),
    path("search-words/<slug:kind>/<int:pk>/", views.search_word, name="search-word-edit"),
    path("search-words/<slug:kind>/<int:pk>/remove/", views.search_word_remove, name="search-word-remove"),
]
