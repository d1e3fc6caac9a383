from django.urls import path

from inquiries.closing import views

urlpatterns = [
    path("<int:pk>/close/", views.inquiry_close, name="inquiry-close"),
    path("<int:pk>/withdraw/", views.inquiry_withdraw, name="inquiry-withdraw"),
]
