from django.urls import path

from inquiries.sending import views

urlpatterns = [
    path("approval/", views.approval_rule_edit, name="approval-rule-edit"),
    path("<int:pk>/confirm/", views.inquiry_confirm, name="inquiry-confirm"),
    path("<int:pk>/send/", views.inquiry_send, name="inquiry-send"),
    path("<int:pk>/propose/", views.inquiry_propose, name="inquiry-propose"),
    path("<int:pk>/take-back/", views.inquiry_take_back, name="inquiry-take-back"),
    path("<int:pk>/approve/", views.inquiry_approve, name="inquiry-approve"),
    path("<int:pk>/return/", views.inquiry_return, name="inquiry-return"),
]
