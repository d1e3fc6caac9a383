from django.urls import path

from members.sections import views

urlpatterns = [
    path("mailbox/back/", views.mailbox_returned, name="mailbox-returned"),
]

organization_urlpatterns = [
    path("sections/add/", views.section_add, name="section-add"),
    path("sections/<int:pk>/edit/", views.section_edit, name="section-edit"),
    path("sections/<int:pk>/close/", views.section_close, name="section-close"),
    path("sections/<int:pk>/mailbox/", views.mailbox_change, name="mailbox-change"),
    path("sections/<int:pk>/mailbox/confirm/", views.mailbox_confirm, name="mailbox-confirm"),
    path("sections/<int:pk>/mailbox/back/", views.mailbox_put_back, name="mailbox-put-back"),
]
