from django.urls import path

from pamphlets.sending import views

urlpatterns = [
    path("pamphlets/approval/", views.approval_rule_edit, name="approval-rule-edit"),
    path("pamphlets/<int:pk>/confirm/", views.pamphlet_confirm, name="pamphlet-confirm"),
    path("pamphlets/<int:pk>/submit/", views.pamphlet_submit, name="pamphlet-submit"),
    path("pamphlets/<int:pk>/propose/", views.pamphlet_propose, name="pamphlet-propose"),
    path("pamphlets/<int:pk>/take-back/", views.pamphlet_take_back, name="pamphlet-take-back"),
    path("pamphlets/<int:pk>/approve/", views.pamphlet_approve, name="pamphlet-approve"),
    path("pamphlets/<int:pk>/return/", views.pamphlet_return, name="pamphlet-return"),
]
