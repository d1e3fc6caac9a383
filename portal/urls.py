"""Addresses of the portal; stable for ever once public."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from members.views import accounts, recovering, sessions

# the one login page, with its rate limits, codes and second factor
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", include("portal.pages")),
    path("events/", include("events.urls")),
    path("news/", include("news.urls")),
    path("disaster/", include("disaster.urls")),
    path("members/", include("members.urls")),
    path("organization/", include("members.urls_organization")),
    path("board/", include("board.urls")),
    path("inquiries/", include("inquiries.urls")),
    path("files/", include("office.urls")),
    path("accounts/email/", accounts.email, name="account_email"),  # before allauth's own
    path("accounts/recovery/", recovering.recovery_ask, name="account_recovery"),
    path("accounts/recovery/done/", recovering.recovery_done, name="account_recovery_done"),
    path("accounts/recovery/proven/", recovering.recovery_proven, name="account_recovery_proven"),
    path("accounts/sessions/", sessions.session_list, name="usersessions_list"),
    path("accounts/sessions/others/end/", sessions.session_end_others, name="usersession_end_others"),
    path("accounts/sessions/<int:pk>/end/", sessions.session_end, name="usersession_end"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", accounts.key_remove, name="mfa_remove_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
