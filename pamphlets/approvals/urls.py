from django.urls import path

from pamphlets.approvals import views

urlpatterns = [
    path("pamphlets/approval/", views.approval_rule_edit, name="approval-rule-edit"),
]
