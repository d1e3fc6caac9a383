"""Addresses of the portal; stable for ever once public."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from members.login.views import email_change, passkey_remove
from members.recoveries.views import recovery_ask, recovery_done, recovery_verified
from members.sessions.views import session_end, session_end_others, session_list
from members.urls import organization_urlpatterns

# the one login page, with its rate limits, codes and second factor
admin.site.login = secure_admin_login(admin.site.login)

handler400 = "portal.errors.bad_request"
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("", include("portal.page_urls")),
    path("events/", include("events.urls")),
    path("news/", include("news.urls")),
    path("disaster/", include("disaster.urls")),
    path("members/", include("members.urls")),
    path("organization/", include((organization_urlpatterns, "organization"))),
    path("board/", include("pamphlets.urls")),  # before the board's own new/<kind>/
    path("board/", include("board.urls")),
    path("inquiries/", include("inquiries.urls")),
    path("sign-ups/", include("sign_ups.urls")),
    path("e/", include("sign_ups.own_sign_up.urls")),
    path("q/", include("sign_ups.survey_answers.urls")),
    path("check-in/", include("sign_ups.check_in.urls")),
    path("files/", include("common.attachments.urls")),
    path("links/", include("common.links.urls")),
    path("accounts/email/", email_change, name="account_email"),  # before allauth's own
    path("accounts/recovery/", recovery_ask, name="account_recovery"),
    path("accounts/recovery/done/", recovery_done, name="account_recovery_done"),
    path("accounts/recovery/proven/", recovery_verified, name="account_recovery_verified"),
    path("accounts/sessions/", session_list, name="usersessions_list"),
    path("accounts/sessions/others/end/", session_end_others, name="usersession_end_others"),
    path("accounts/sessions/<int:pk>/end/", session_end, name="usersession_end"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", passkey_remove, name="mfa_remove_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
