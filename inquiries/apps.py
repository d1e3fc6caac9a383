from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "inquiries"
    verbose_name = "照会"

    def ready(self):
        from inquiries import hooks

        hooks.register()
