from django.urls import path

from members.withdrawals import views

urlpatterns = [
    path("withdrawals/", views.withdrawal_list, name="withdrawal-list"),
    path("withdrawals/<int:pk>/", views.withdrawal_detail, name="withdrawal-detail"),
    path("withdrawals/<int:pk>/accept/", views.withdrawal_accept, name="withdrawal-accept"),
    path("withdrawals/<int:pk>/decline/", views.withdrawal_decline, name="withdrawal-decline"),
    path("withdrawals/<int:pk>/undo/", views.withdrawal_undo, name="withdrawal-undo"),
    path("withdrawals/<int:pk>/cancel/", views.withdrawal_cancel, name="withdrawal-cancel"),
]

organization_urlpatterns = [
    path("withdrawal/", views.withdrawal_create, name="withdrawal-create"),
    path("withdrawal/<int:pk>/cancel/", views.withdrawal_take_back, name="withdrawal-cancel"),
]
