from django.urls import path

from inquiries.confirm_page import views

urlpatterns = [
    path("<int:pk>/confirm/", views.inquiry_confirm, name="inquiry-confirm"),
    path("<int:pk>/send/", views.inquiry_send, name="inquiry-send"),
]
