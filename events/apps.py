from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "イベント・展示"

    def ready(self):
        from events import hooks

        hooks.register()
