from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "お知らせ"

    def ready(self):
        from news import texts  # noqa: F401  what search finds of this room
