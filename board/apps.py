from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"
    verbose_name = "掲示板"

    def ready(self):
        from board import handing_over, texts, texts_pamphlet
        from members import handing_over as members_handing_over

        texts.register()
        texts_pamphlet.register()
        members_handing_over.register(handing_over.carry)
