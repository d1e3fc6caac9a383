from django.urls import path

from inquiries.answers import views

urlpatterns = [
    path("<int:pk>/print/", views.inquiry_print, name="inquiry-print"),
    path("<int:pk>/answer/", views.inquiry_answer, name="inquiry-answer"),
    path("<int:pk>/answer/none/", views.inquiry_answer_none, name="inquiry-answer-none"),
    path("<int:pk>/answer/return/", views.answer_return, name="answer-return"),
]
