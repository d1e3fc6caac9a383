"""Addresses that everybody concerned reads, and those of the answers."""

from django.urls import path

from inquiries.views import answer, answer_print, delegation, inquiry

urlpatterns = [
    path("", inquiry.inquiry_list, name="inquiry-list"),
    path("<int:pk>/", inquiry.inquiry_detail, name="inquiry-detail"),
    path("<int:pk>/print/", answer_print.inquiry_print, name="inquiry-print"),
    path("<int:pk>/answer/", answer.inquiry_answer, name="inquiry-answer"),
    path("<int:pk>/answer/none/", answer.inquiry_answer_none, name="inquiry-answer-none"),
    path("<int:pk>/answer/delegate/", delegation.answer_delegate, name="answer-delegate"),
    path("<int:pk>/answer/return/", delegation.answer_return, name="answer-return"),
]
