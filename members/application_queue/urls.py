from django.urls import path

from members.application_queue import views

urlpatterns = [
    path("applications/", views.application_list, name="application-list"),
    path("applications/next/", views.application_next, name="application-next"),
    path("applications/<int:pk>/", views.application_detail, name="application-detail"),
    path("applications/<int:pk>/approve/", views.application_approve, name="application-approve"),
    path("applications/<int:pk>/decline/", views.application_decline, name="application-decline"),
    path("applications/<int:pk>/return/", views.application_return, name="application-return"),
    path("applications/<int:pk>/resend/", views.application_resend, name="application-resend"),
    path("applications/<int:pk>/print/", views.application_print, name="application-print"),
]
