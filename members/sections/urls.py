from django.urls import path

from members.sections import views

organization_urlpatterns = [
    path("sections/add/", views.section_add, name="section-add"),
    path("sections/<int:pk>/edit/", views.section_edit, name="section-edit"),
    path("sections/<int:pk>/close/", views.section_close, name="section-close"),
]
