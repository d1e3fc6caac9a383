from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "inquiries"
    verbose_name = "照会"

    def ready(self):
        from inquiries import verbs
        from office import words

        words.say(verbs=verbs.VERBS, purposes=verbs.PURPOSES)
