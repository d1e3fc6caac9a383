"""TEST_NOW=2027-04-01T08:40+09:00: the whole run believes to begin at that moment (`make test-dates`).

Processes that tests start go on from it (tests/processes.py). Durations are not touched: they are measured by
clocks that nobody moves.
"""

import datetime
import os

import time_machine
from django.db import connections
from django.db.backends.base.base import NO_DB_ALIAS
from django.utils import timezone


def start():
    """Let this process believe TEST_NOW, to its end."""
    if moment := os.environ.get("TEST_NOW"):
        time_machine.travel(datetime.datetime.fromisoformat(moment)).start()


# the database has its own clock, which waiting jobs are compared with: a now() of ours goes before its own
_SHIFT = """
DO $$ DECLARE found record; BEGIN
    CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql STABLE
        AS 'SELECT pg_catalog.now() + interval ''{seconds} seconds''';
    FOR found IN SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_default = 'now()'
    LOOP
        EXECUTE format('ALTER TABLE public.%I ALTER %I SET DEFAULT public.now()',
                       found.table_name, found.column_name);
    END LOOP;
END $$;
ALTER DATABASE "{name}" SET search_path = public, pg_catalog;
"""


def shift_database(name: str) -> None:
    """Where TEST_NOW is set, let now() in this database tell it too, for connections made from now on."""
    if not os.environ.get("TEST_NOW"):
        return
    ours = connections["default"]
    separate = type(ours)({**ours.settings_dict, "NAME": name}, alias=NO_DB_ALIAS)
    try:
        with separate.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            seconds = (timezone.now() - cursor.fetchone()[0]).total_seconds()
            cursor.execute(_SHIFT.format(seconds=seconds, name=name))
    finally:
        separate.close()
