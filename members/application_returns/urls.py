from django.urls import path, re_path

from members.application_returns import views

urlpatterns = [
    path("apply/correct/", views.application_correct, name="application-correct"),
    path("apply/correct/done/", views.correction_done, name="correction-done"),
    re_path(r"^apply/correct/mail/(?P<number>[0-9]{8})/$", views.correction_mail, name="correction-mail"),
]
