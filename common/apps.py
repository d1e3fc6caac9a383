from django.contrib.admin import apps as admin_apps

from common import subject_imports


class CommonConfig(subject_imports.RoomConfig):
    name = "common"
    verbose_name = "事務"
    default = True


class AdminConfig(admin_apps.AdminConfig):
    """/admin/ with the site's own base of every list."""

    default = False
    default_site = "common.admin_site.AdminSite"
