from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "inquiries"
    verbose_name = "照会"

    def ready(self):
        from inquiries import texts, verbs
        from office import words

        texts.register()
        words.say(verbs=verbs.VERBS, purposes=verbs.PURPOSES)
