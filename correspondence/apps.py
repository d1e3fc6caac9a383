from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "correspondence"
    verbose_name = "依頼と回答"

    def ready(self):
        from correspondence import hooks

        hooks.register()
