"""What this room registers with the rooms below it; called once at start."""

from common.subject_imports import import_registering


def register() -> None:
    import_registering("correspondence")
