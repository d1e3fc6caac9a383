"""One migrated template database with the cast, which each worker clones instead of migrating for itself.

Its name carries a digest of everything it is made of, so that a changed migration makes a new one.
"""

import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from common.page_cache import triggers
from tests import cast

PREFIX = "template_portal_"
ONE_AT_A_TIME = 7_201_912  # advisory lock: parallel workers, one of which migrates


def ensure() -> str:
    """Name of a database with every migration applied and the cast in it; made where it is missing."""
    name = PREFIX + _digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
            known = {row[0] for row in cursor.fetchall()}
            if name not in known:
                for old in known:
                    cursor.execute(f'DROP DATABASE "{old}"')
                _make(cursor, name)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return name


def _make(cursor, name):
    unfinished = f"{PREFIX}unfinished"  # renamed when whole
    cursor.execute(f"CREATE DATABASE \"{unfinished}\" TEMPLATE template0 ENCODING 'UTF8'")
    site = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = unfinished
    try:
        call_command("migrate", verbosity=0, interactive=False)
        cast.load()
    finally:
        connection.close()
        connection.close_pool()
        connection.settings_dict["NAME"] = site
    cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


# a TRUNCATE gives each table and index a new file, empty ones too; as a replica no trigger asks for each row
_EMPTY = """
DO $$ DECLARE each text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOREACH each IN ARRAY '{{{tables}}}'::text[] LOOP EXECUTE format('DELETE FROM %I', each); END LOOP;
END $$
"""


def empty() -> None:
    """After real commits: as it was, with the cast. What Django finds out of the models' names stays in it:
    making types and permissions anew was most of what its own flush took."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    kept = {"django_content_type", "auth_permission"}
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY.format(tables=",".join(sorted(tables - kept))))
    cast.load_after_flush()


def _digest() -> str:
    digest = hashlib.sha256()
    root = Path(settings.BASE_DIR)
    files = [root / "requirements-dev.txt", Path(cast.__file__), Path(triggers.__file__)]
    for app in apps.get_app_configs():
        if root in Path(app.path).parents and "site-packages" not in app.path:
            files += sorted(Path(app.path).rglob("migrations/*.py")) + sorted(Path(app.path).rglob("*.sql"))
    for file in files:
        digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    digest.update(repr(sorted(triggers.watched_tables())).encode())
    return digest.hexdigest()[:16]
