from django.urls import path

from board.approvals import views

urlpatterns = [path("approval/", views.approval_rule_edit, name="approval-rule-edit")]
