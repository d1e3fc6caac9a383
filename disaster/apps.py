from django.apps import AppConfig


class DisasterConfig(AppConfig):
    name = "disaster"
    verbose_name = "災害支援"

    def ready(self):
        from disaster import hooks

        hooks.register()
