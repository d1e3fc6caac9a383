"""Which loaders fill a new portal, in which order, and whether they have anything new to say."""

import hashlib
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Model

from common.search import registry
from common.search.actions import refresh_index_all
from common.search.models import IndexedText

SEEDED = ["members", "events", "news", "disaster"]
SAMPLED = ["members", "board", "inquiries", "events", "news", "disaster"]


def load(kind: str, apps: list[str]) -> Iterator[str]:
    """Run `<app>.<kind>.load()` of each app that has it; one line of what it wrote for each."""
    for app in apps:
        name = f"{app}.{kind}"
        if importlib.util.find_spec(name):
            wrote = importlib.import_module(name).load()
            if isinstance(wrote, dict):
                wrote = "、".join(f"{what} {number}" for what, number in wrote.items())
            yield f"{name}: {wrote}"


def load_seed_data(command: BaseCommand) -> None:
    """Load the real facts of fixtures/."""
    for line in load("facts", SEEDED):
        command.stdout.write(line)


def load_sample(command: BaseCommand) -> None:
    """Load marked sample content and the demo accounts."""
    for line in load("sample", SAMPLED):
        command.stdout.write(line)


def index_texts(command: BaseCommand) -> None:
    """Make what was loaded findable: loaders write rows in bulk, past the actions that index them.

    Facts may have changed, and are few: all of their rooms. Of the board, which grows, only what is missing.
    """
    texts = 0
    for model in registry.searchable_models():
        objs = None if model._meta.app_label in SEEDED else _unindexed(model)
        texts += refresh_index_all(model, objs)
    command.stdout.write(f"common.search: 検索対象 {texts}")


def _unindexed(model: type[Model]) -> Iterator[Model]:
    known = IndexedText.objects.filter(object_type=ContentType.objects.get_for_model(model))
    return model._base_manager.exclude(pk__in=known.values("object_id")).order_by("pk").iterator()


def fingerprint() -> str:
    """Changes with the database, the facts and the rooms' programs: equal means there is nothing to load."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid::text FROM pg_database WHERE datname = current_database()")
        digest.update(cursor.fetchone()[0].encode())
    root = Path(settings.BASE_DIR)
    programs = [
        file for room in [*SEEDED, "board", "inquiries", "common"] for file in (root / room).rglob("*.py")
    ]
    for file in sorted([*(root / "fixtures").glob("*.*"), *programs]):
        digest.update(file.read_bytes())
    return digest.hexdigest()
