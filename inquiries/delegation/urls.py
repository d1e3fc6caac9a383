from django.urls import path

from inquiries.delegation import views

urlpatterns = [
    path("<int:pk>/answer/delegate/", views.answer_delegate, name="answer-delegate"),
]
