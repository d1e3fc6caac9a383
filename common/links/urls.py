"""/links/event/12/: what a record is linked with, for those who may edit it."""

from django.urls import path

from common.links import views

app_name = "links"
urlpatterns = [
    path("<slug:key>/<int:pk>/", views.link_list, name="link-list"),
    path("<slug:key>/<int:pk>/remove/<int:link>/", views.link_remove, name="link-remove"),
]
