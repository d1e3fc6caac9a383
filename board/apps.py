from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"
    verbose_name = "掲示板"

    def ready(self):
        from board import hooks

        hooks.register()
