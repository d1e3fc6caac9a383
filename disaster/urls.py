from django.urls import path

app_name = "disaster"
urlpatterns: list[path] = []
