from django.urls import path

from events.invitations import views

urlpatterns = [
    path("<int:pk>/call/invite/", views.call_invite, name="call-invite"),
    path("<int:pk>/call/invited/", views.invitation_list, name="invitation-list"),
    path("<int:pk>/call/invited/send/", views.invitation_send, name="invitation-send"),
    path("<int:pk>/call/invited/remind/", views.invitation_remind, name="invitation-remind"),
    path("<int:pk>/call/silent/", views.silent_list, name="silent-list"),
    path("<int:pk>/call/silent.xlsx", views.silent_xlsx, name="silent-xlsx"),
]
