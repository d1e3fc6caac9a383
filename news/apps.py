from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "お知らせ"

    def ready(self):
        from news import hooks

        hooks.register()
