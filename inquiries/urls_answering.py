"""Addresses that everybody concerned reads, and those of the answers."""

from django.urls import path

from inquiries.views import inquiry

urlpatterns = [
    path("", inquiry.inquiry_list, name="inquiry-list"),
    path("<int:pk>/", inquiry.inquiry_detail, name="inquiry-detail"),
]
