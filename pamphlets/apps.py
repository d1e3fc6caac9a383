from django.apps import AppConfig


class PamphletsConfig(AppConfig):
    name = "pamphlets"
    verbose_name = "パンフレット配布依頼"

    def ready(self):
        from pamphlets import hooks

        hooks.register()
