"""What the subjects of this room register; called once at start."""

from common.labels import register_labels, register_verb_source
from common.publication.labels import publication_verbs
from common.subject_imports import import_registering

VERBS = {
    "common.mail_requeued": "メールの再送",
    "common.files_described": "添付ファイルの説明",
    "common.record_linked": "つながる記録の追加",
    "common.record_unlinked": "つながる記録の削除",
}


def register() -> None:
    import_registering("common")
    register_labels(verbs=VERBS)
    register_verb_source(publication_verbs)
