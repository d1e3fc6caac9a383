from django.urls import path

from events.booths import views

urlpatterns = [
    path("", views.booth_list, name="booth-list"),
    path("make/", views.booth_make, name="booth-make"),
    path("assign/", views.booth_assign, name="booth-assign"),
    path("fill/", views.booth_fill, name="booth-fill"),
    path("signs/", views.booth_signs, name="booth-signs"),
    path("labels/", views.booth_labels, name="booth-labels"),
    path("<int:booth>/", views.booth_edit, name="booth-edit"),
    path("<int:booth>/release/", views.booth_release, name="booth-release"),
    path("<int:booth>/delete/", views.booth_delete, name="booth-delete"),
]
