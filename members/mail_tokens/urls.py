from django.urls import path, re_path

from members.mail_tokens import views

urlpatterns = [
    path("proof/", views.mail_token_enter, name="mail-token-enter"),
    path("proof/resend/", views.mail_token_resend, name="mail-token-resend"),
    re_path(r"^proof/(?P<token>[A-Za-z0-9_-]{20,80})/$", views.mail_token_link, name="mail-token-link"),
]
