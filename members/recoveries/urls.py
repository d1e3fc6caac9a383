from django.urls import path

from members.recoveries import views

urlpatterns = [
    path("recoveries/", views.recovery_list, name="recovery-list"),
    path("recoveries/<int:pk>/", views.recovery_detail, name="recovery-detail"),
    path("recoveries/<int:pk>/approve/", views.recovery_approve, name="recovery-approve"),
    path("recoveries/<int:pk>/decline/", views.recovery_decline, name="recovery-decline"),
]
