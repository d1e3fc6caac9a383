from django.urls import path

from members.handovers import views

urlpatterns = [
    path("handovers/", views.handover_list, name="handover-list"),
]

organization_urlpatterns = [
    path("handover/", views.handover_create, name="handover-create"),
    path("handover/ended/", views.handover_ended, name="handover-ended"),
    path("handover/section/<int:pk>/", views.handover_section, name="handover-section"),
    path("handover/<int:pk>/", views.handover_detail, name="handover-detail"),
    path("handover/<int:pk>/approve/", views.handover_approve, name="handover-approve"),
    path("handover/<int:pk>/cancel/", views.handover_cancel, name="handover-cancel"),
]
