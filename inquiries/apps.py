from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "inquiries"
    verbose_name = "照会"

    def ready(self):
        from inquiries import duties, verbs
        from members import desk
        from office import words

        words.say(verbs=verbs.VERBS, purposes=verbs.PURPOSES)
        desk.register(*duties.DUTIES)
