from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "board"
    verbose_name = "掲示板"

    def ready(self):
        from board import texts, texts_pamphlet, verbs
        from office import words

        texts.register()
        texts_pamphlet.register()
        words.say(verbs=verbs.VERBS, purposes=verbs.PURPOSES)
