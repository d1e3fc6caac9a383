"""Whether the database was made by the migrations of this program, or by some that are no more.

Until version 1.0.0 migrations may be made anew (docs/adr/0029-migrations-made-anew-once.md): a database of
before has other tables than the program expects, and would end in a trace, or in an error on some page.
What the applied migrations did is remembered in the database itself, as the comment of Django's own table.
"""

import hashlib
import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.writer import OperationWriter
from psycopg import sql

SENTENCE = (
    "This database is of a version whose migrations are gone ({reason}), and cannot be kept: nothing was "
    "released yet. On your own machine: make stop, remove var/, make run; elsewhere point DATABASE_URL to an "
    "empty database. See docs/adr/0029."
)


def refuse_other_history() -> None:
    """Raise CommandError where the database was made by other migrations; a sentence says what to do."""
    loader = MigrationLoader(connection)
    try:
        loader.check_consistent_history(connection)
        reason = _difference(loader)
    except InconsistentMigrationHistory as error:
        reason = str(error)
    if reason:
        raise CommandError(SENTENCE.format(reason=reason.rstrip(".")))


def applied_history() -> dict[str, str]:
    """What each applied migration of ours does, as a digest."""
    loader = MigrationLoader(connection)
    return {f"{app}.{name}": _digest(loader, app, name) for app, name in _own(loader)}


def changed_since(history: dict[str, str]) -> list[str]:
    """Those of these migrations that are here under the same name, and do something else."""
    loader = MigrationLoader(None)
    known = [(key, tuple(key.split("."))) for key in sorted(history)]
    return [
        key
        for key, name in known
        if name in loader.disk_migrations and _digest(loader, *name) != history[key]
    ]


def remember_history() -> None:
    """Write down what the applied migrations did."""
    done = applied_history()
    if not done:  # nothing was applied yet, as with --plan
        return
    statement = sql.SQL("COMMENT ON TABLE django_migrations IS {}").format(sql.Literal(json.dumps(done)))
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _remembered() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass('django_migrations'), 'pg_class')")
        return json.loads(cursor.fetchone()[0] or "{}")


def _difference(loader: MigrationLoader) -> str:
    remembered = _remembered()
    for app, name in _own(loader):
        key = f"{app}.{name}"
        if (app, name) not in loader.disk_migrations:
            return f"{key} is applied, and no more there"
        if key in remembered and remembered[key] != _digest(loader, app, name):
            return f"{key} was applied, and does something else now"
    return ""


def _own(loader: MigrationLoader) -> list[tuple[str, str]]:
    """The applied migrations of our own apps."""
    own = {config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}
    return sorted(key for key in loader.applied_migrations if key[0] in own)


def _digest(loader: MigrationLoader, app: str, name: str) -> str:
    """Of what it does, not of its file: comments and layout may change."""
    written = [OperationWriter(step).serialize()[0] for step in loader.disk_migrations[app, name].operations]
    return hashlib.sha256("\n".join(written).encode()).hexdigest()[:12]
