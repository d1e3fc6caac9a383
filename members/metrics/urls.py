from django.urls import path

from members.metrics import views

urlpatterns = [
    path("metrics/", views.metric_list, name="metric-list"),
    path("metrics/new/", views.metric, name="metric-new"),
    path("metrics/<int:pk>/", views.metric, name="metric-edit"),
]
