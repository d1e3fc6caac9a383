"""What the subjects of this room register; called once at start."""

from common.labels import register_verb_source
from common.publication.labels import publication_verbs
from common.subjects import import_registering


def register() -> None:
    import_registering("common")
    register_verb_source(publication_verbs)
