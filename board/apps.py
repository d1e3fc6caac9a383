from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"
    verbose_name = "掲示板"

    def ready(self):
        from board import doubts, duties, handing_over, texts, texts_pamphlet, verbs
        from board.models import Archive
        from board.notices import digest, sending
        from board.views import by_mail
        from members import desk, proof_rooms
        from members import handing_over as members_handing_over
        from office import postroom, words
        from office.cabinet import fetching

        for purpose in (*sending.AT_ONCE, digest.PURPOSE):
            postroom.ask_before_sending(purpose, sending.doubt)

        doubts.register()
        fetching.record_fetching(Archive, "board.archive_fetched")
        texts.register()
        texts_pamphlet.register()
        members_handing_over.register(handing_over.carry)
        proof_rooms.register(by_mail.actions.PURPOSE, by_mail.ROOM)
        words.say(verbs=verbs.VERBS, purposes=verbs.PURPOSES)
        desk.register(*duties.DUTIES)
