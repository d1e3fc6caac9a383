from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "inquiries"
    verbose_name = "照会"

    def ready(self):
        from inquiries import doubts, duties, handing_over, texts, verbs
        from members import desk
        from members import handing_over as hand_overs
        from office import words

        doubts.register()
        texts.register()
        words.say(verbs=verbs.VERBS, purposes=verbs.PURPOSES)
        hand_overs.register(handing_over.carry)
        desk.register(*duties.DUTIES)
