from django.urls import path

from members.sent_mails import views

urlpatterns = [
    path("mails/", views.mail_list, name="mail-list"),
    path("mails/resend/", views.mail_resend, name="mail-resend"),
    path("mails/<int:pk>/", views.mail_detail, name="mail-detail"),
]
