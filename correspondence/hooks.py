"""What this room registers with the rooms below it; called once at start."""

from common.subjects import import_registering


def register() -> None:
    import_registering("correspondence")
