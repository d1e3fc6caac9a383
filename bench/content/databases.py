"""The databases of the bench: the full content, a tenth of it, ten times it, and a copy to write into.

They are kept. A mark on each says by which code and with how many rows it was filled; with others it is
made anew.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from bench.content import tenfold

MAKERS = ("organizations", "sentences", "topics", "audiences", "inquiries", "pamphlets", "tenfold")
FILLED_BY = ("*/migrations/*.py", *(f"bench/content/{name}.py" for name in MAKERS))
DIVIDED = ("topics", "replies", "inquiries", "pamphlets")  # a tenth has as many people

Statement = sql.SQL | sql.Composed


class Databases:
    """Beside the database `full`, to which this process is connected; `sizes` are those of seed_bulk."""

    def __init__(self, full: str, sizes: Mapping[str, int]):
        self.full, self.sizes = full, dict(sizes)
        self.tenth, self.tenfold, self.writing = (
            f"{full}_{part}" for part in ("tenth", "tenfold", "writing")
        )
        self.wanted = f"{_code()} {sorted(self.sizes.items())}"

    def is_filled(self, name: str) -> bool:
        return _mark_of(name) == self.wanted

    def fill_full(self, stdout) -> None:
        if _mark_of(self.full) or _has_content():
            for name in (self.full, self.tenth, self.tenfold):
                drop(name)
            _at_server(_create(self.full, "template0"))
        call_command("migrate", verbosity=0, interactive=False)
        call_command("seed_facts", stdout=stdout)
        copy_database(self.full, self.tenth)
        call_command("seed_bulk", stdout=stdout, **self.sizes)
        self._finish(self.full)

    def fill_tenth(self, stdout) -> None:
        tenth = {name: number // 10 if name in DIVIDED else number for name, number in self.sizes.items()}
        with connected(self.tenth):
            call_command("seed_bulk", stdout=stdout, **tenth)
        self._finish(self.tenth)

    def fill_tenfold(self) -> None:
        copy_database(self.full, self.tenfold)
        with connected(self.tenfold):
            tenfold.multiply()
        self._finish(self.tenfold)

    def _finish(self, name: str) -> None:
        """Tidied up now, and not while something is measured; then marked."""
        with connected(name), connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("CHECKPOINT")
        note = sql.SQL("COMMENT ON DATABASE {} IS {}")
        _at_server(note.format(sql.Identifier(name), sql.Literal(self.wanted)))


def copy_database(source: str, target: str) -> None:
    """Make `target` a copy of `source`, whatever it was before; who is connected to `source` is sent away."""
    drop(target)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
    _at_server(sql.SQL(others).format(sql.Literal(source)))
    _at_server(_create(target, source))


def drop(name: str) -> None:
    _at_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def connected(name: str) -> Iterator[None]:
    """Let this process ask another database for a while."""
    before = connection.settings_dict["NAME"]
    _connect(name)
    try:
        yield
    finally:
        _connect(before)


def _connect(name: str) -> None:
    _disconnect()
    connection.settings_dict["NAME"] = name


def _disconnect() -> None:
    connections.close_all()
    connection.close_pool()


def _code() -> str:
    files = sorted(file for pattern in FILLED_BY for file in Path(settings.BASE_DIR).glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _mark_of(name: str) -> str | None:
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [name])
        row = cursor.fetchone()
    return row and row[0]


def _has_content() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce((SELECT reltuples FROM pg_class WHERE relname = 'board_topic'), 0)")
        return cursor.fetchone()[0] > 0


def _create(name: str, source: str) -> Statement:
    template = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8' STRATEGY FILE_COPY"
    return sql.SQL(template).format(sql.Identifier(name), sql.Identifier(source))


def _at_server(statement: Statement) -> None:
    _disconnect()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
