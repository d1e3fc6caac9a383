"""Where a word is left: every table of the database, and every file in the storage."""

from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection


def tables_with(word: str) -> list[str]:
    """The tables of which some row holds the word, in whatever column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT 1 FROM "{table}" t WHERE strpos(t::text, %s) > 0 LIMIT 1', [word])  # noqa: S608
            if cursor.fetchone():
                found.append(table)
    return found


def files_with(word: str) -> list[str]:
    """The stored files that hold the word as UTF-8."""
    root = Path(default_storage.location)
    return [file.name for file in root.rglob("*") if file.is_file() and word.encode() in file.read_bytes()]
