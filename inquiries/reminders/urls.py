from django.urls import path

from inquiries.reminders import views

urlpatterns = [
    path("<int:pk>/remind/", views.inquiry_remind, name="inquiry-remind"),
    path("late/", views.late_list, name="late-list"),
    path("late.xlsx", views.late_xlsx, name="late-xlsx"),
]
