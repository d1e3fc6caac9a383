"""Django looks for models, admin and tasks at the top of a room only: imports those of its subjects.

The order of the subjects is written in pyproject.toml."""

from importlib import import_module, util
from pathlib import Path

from django.apps import AppConfig

# modules that do their work by being imported: they register what is written in them
REGISTERING = ["emails", "search", "panels", "tasks", "admin"]


class RoomConfig(AppConfig):
    """A room: at start it registers what its `hooks.py` says."""

    def ready(self):
        import_module(f"{self.name}.hooks").register()


def import_models(room: str) -> None:
    """Import the models of each subject; all that is written in a room's `models.py`."""
    _import(room, ["models"])


def import_registering(room: str) -> None:
    """Import what registers itself in each subject; called in the room's `hooks.register()`."""
    _import(room, REGISTERING)


def _import(room: str, modules: list[str]) -> None:
    (folder,) = util.find_spec(room).submodule_search_locations
    for module in modules:
        for file in sorted(Path(folder).glob(f"*/{module}.py")):
            import_module(f"{room}.{file.parent.name}.{module}")
