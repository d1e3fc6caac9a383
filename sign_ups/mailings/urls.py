from django.urls import path

from sign_ups.mailings import views

urlpatterns = [
    path("<int:pk>/mails/", views.mailing_list, name="mailing-list"),
    path("<int:pk>/mails/new/", views.mailing_new, name="mailing-new"),
    path("<int:pk>/mails/<int:mailing>/", views.mailing_detail, name="mailing-detail"),
    path("<int:pk>/mails/<int:mailing>/edit/", views.mailing_edit, name="mailing-edit"),
    path("<int:pk>/mails/<int:mailing>/send/", views.mailing_send, name="mailing-send"),
    path("<int:pk>/mails/<int:mailing>/resend/", views.mailing_resend, name="mailing-resend"),
    path("<int:pk>/mails/<int:mailing>/delete/", views.mailing_delete, name="mailing-delete"),
    path("<int:pk>/mails/<int:mailing>/calls/", views.mailing_calls, name="mailing-calls"),
]
