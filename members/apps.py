from functools import partial

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "会員"

    def ready(self):
        from members import texts, verbs  # noqa: F401 texts registers what search finds
        from members.actions.unreached import NOTE_TASK
        from members.admin.exporting import register_export
        from members.sheets import SHEETS, out
        from office import postroom, words

        postroom.tell_of_refusals(NOTE_TASK)
        for key, sheet in SHEETS.items():
            register_export(key, partial(out.present, sheet))
        words.say(verbs=verbs.VERBS, purposes=verbs.PURPOSES)
