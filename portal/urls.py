"""Addresses of the portal; stable for ever once public."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from members.views import accounts

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
    path("files/", include("office.urls")),
    path("accounts/email/", accounts.email, name="account_email"),  # before allauth's own
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
