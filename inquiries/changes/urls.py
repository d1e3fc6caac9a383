from django.urls import path

from inquiries.changes import views

urlpatterns = [
    path("<int:pk>/due/", views.inquiry_due, name="inquiry-due"),
    path("<int:pk>/add/", views.inquiry_add, name="inquiry-add"),
    path("<int:pk>/close/", views.inquiry_close, name="inquiry-close"),
    path("<int:pk>/withdraw/", views.inquiry_withdraw, name="inquiry-withdraw"),
]
