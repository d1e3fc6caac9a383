from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"
    verbose_name = "事務"

    def ready(self):
        from common import hooks

        hooks.register()
