from django.urls import path

from inquiries.questions import views

urlpatterns = [
    path("<int:pk>/questions/", views.inquiry_questions, name="inquiry-questions"),
]
