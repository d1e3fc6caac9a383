from django.apps import AppConfig


class DisasterConfig(AppConfig):
    name = "disaster"
    verbose_name = "災害支援"
