from django.urls import path

from inquiries.inquiry_page import views

urlpatterns = [
    path("", views.inquiry_list, name="inquiry-list"),
    path("<int:pk>/", views.inquiry_detail, name="inquiry-detail"),
]
