from django.urls import path

from inquiries.approvals import views

urlpatterns = [
    path("approval/", views.approval_rule_edit, name="approval-rule-edit"),
]
