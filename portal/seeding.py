"""Which loaders fill a new portal, in which order, and whether they have anything new to say."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Model

from common.search import registry
from common.search.actions import refresh_index_all
from common.search.models import IndexedText
from disaster.facts import seed_data as disaster
from events.facts import seed_data as events
from fixtures import article_links
from fixtures.sample import board as sample_board
from fixtures.sample import disaster as sample_disaster
from fixtures.sample import events as sample_events
from fixtures.sample import inquiries as sample_inquiries
from fixtures.sample import members as sample_members
from fixtures.sample import news as sample_news
from fixtures.sample import pamphlets as sample_pamphlets
from fixtures.sample import sign_ups as sample_sign_ups
from members.organizations import seed_data as members
from news.issues import seed_data as news
from news.issues.models import Article

SEEDED = {  # room -> what loads its real facts
    "members": members.load_seed_data,
    "events": events.load_seed_data,
    "news": news.load_seed_data,
    "disaster": disaster.load_seed_data,
}
SAMPLED = {
    "members": sample_members.load,
    "board": sample_board.load,
    "pamphlets": sample_pamphlets.load,
    "inquiries": sample_inquiries.load,
    "events": sample_events.load,
    "news": sample_news.load,
    "disaster": sample_disaster.load,
    "sign_ups": sample_sign_ups.load,  # of the samples before it
}


def _load(loaders: dict[str, Callable]) -> Iterator[str]:
    """Run the loaders; one line of what each wrote."""
    for room, load in loaders.items():
        wrote = load()
        if isinstance(wrote, dict):
            wrote = "、".join(f"{what} {number}" for what, number in wrote.items())
        yield f"{room}: {wrote}"


def load_seed_data(command: BaseCommand) -> None:
    """Load the real facts of fixtures/."""
    known = set(Article.objects.values_list("pk", flat=True))
    for line in _load(SEEDED):
        command.stdout.write(line)
    command.stdout.write(f"common.links: つながる記録 {article_links.load(without=known)}")


def load_sample(command: BaseCommand) -> None:
    """Load marked sample content and the demo accounts."""
    for line in _load(SAMPLED):
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
    rooms = {*SEEDED, *SAMPLED, "correspondence", "common", "fixtures"}
    files = [file for room in rooms for file in (root / room).rglob("*.py")]
    files += [*(root / "fixtures").glob("*.csv"), *(root / "fixtures").rglob("*.toml")]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()
