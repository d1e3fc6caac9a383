"""What this room registers with the rooms below it; called once at start."""

from common.subject_imports import import_registering
from members.login.backends import register_secretariat_permissions


def register() -> None:
    import_registering("disaster")
    register_secretariat_permissions("disaster", "view", "add", "change", "delete")
