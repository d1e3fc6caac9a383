"""The addresses of the portal, and those of the floor: only `bench.settings` knows them."""

from django.urls import include, path

from bench import floors

handler400 = "portal.errors.bad_request"
handler500 = "portal.errors.server_error"

floor_patterns = [
    path("orm/board/", floors.orm_list, name="orm-list"),
    path("orm/unread/", floors.orm_unread, name="orm-unread"),
    path("orm/topics/<int:pk>/", floors.orm_topic, name="orm-topic"),
    path("sql/board/", floors.sql_list, name="sql-list"),
    path("sql/topics/<int:pk>/", floors.sql_topic, name="sql-topic"),
]

urlpatterns = [
    path("bench/", include((floor_patterns, "bench"))),
    path("", include("portal.urls")),
]
