from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"
    verbose_name = "掲示板"

    def ready(self):
        from board import duties, handing_over, texts, texts_pamphlet, verbs
        from board.notices import digest, sending
        from members import desk
        from members import handing_over as members_handing_over
        from office import postroom, words

        for purpose in (*sending.AT_ONCE, digest.PURPOSE):
            postroom.ask_before_sending(purpose, sending.doubt)

        texts.register()
        texts_pamphlet.register()
        members_handing_over.register(handing_over.carry)
        words.say(verbs=verbs.VERBS, purposes=verbs.PURPOSES)
        desk.register(*duties.DUTIES)
