"""Each table that public pages show tells at the commit of a write, whoever wrote it (docs/adr/0044)."""

from collections.abc import Iterable
from importlib import import_module

from django.conf import settings
from django.db import connection

CHANNEL = "page_changes"
_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION notify_page_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_notify('{CHANNEL}', TG_TABLE_NAME); RETURN NULL; END $$
"""
_TRIGGER = """
    CREATE OR REPLACE TRIGGER page_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{}"
    FOR EACH STATEMENT EXECUTE FUNCTION notify_page_change()
"""

_tables: set[str] = set()


def watch(tables: Iterable[str]) -> None:
    """Public pages show rows of these tables; called while their views are imported."""
    _tables.update(tables)


def watched_tables() -> set[str]:
    """Of all public pages."""
    import_module(settings.ROOT_URLCONF)  # as long as nothing was asked, not every view is imported
    return _tables


def install_triggers() -> None:
    """Give each watched table its trigger where it lacks one; `migrate` ends with it."""
    with connection.cursor() as cursor:
        missing = without_trigger(cursor)
        if missing:
            cursor.execute(_FUNCTION)
        for table in missing:
            cursor.execute(_TRIGGER.format(table))


def are_triggers_missing() -> bool:
    """Whether a page shows a table whose changes nobody is told."""
    with connection.cursor() as cursor:
        return bool(without_trigger(cursor))


def without_trigger(cursor) -> list[str]:
    """Watched tables whose changes nobody is told."""
    cursor.execute(
        """
        SELECT relname FROM pg_class
        WHERE relname = ANY(%s) AND relkind = 'r' AND relnamespace = current_schema()::regnamespace
        AND NOT EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = 'page_change' AND tgenabled = 'O'
        )
        """,
        [list(watched_tables())],
    )
    return sorted(name for (name,) in cursor.fetchall())


def announce_all() -> None:
    """Tell every process that all may be different: after a restore, whose rows no trigger saw."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
