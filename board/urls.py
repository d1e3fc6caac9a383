from django.urls import include, path

from board import urls_pamphlet

app_name = "board"
urlpatterns = [
    path("pamphlets/", include(urls_pamphlet.urlpatterns)),
    path("new/pamphlet/", include(urls_pamphlet.new_urlpatterns)),
]
