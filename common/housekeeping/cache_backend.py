"""The database cache that counters lie in (rate limits, one-time codes that were used)."""

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class UnculledDatabaseCache(DatabaseCache):
    """Never throws away what has not expired: who guesses must not push their own counters out.

    Above MAX_ENTRIES each write throws the expired rows away; the nightly clean-up does so too.
    """

    def _cull(self, db, cursor, now, num):
        table = connections[db].ops.quote_name(self._table)
        expired_before = connections[db].ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [expired_before])  # noqa: S608  name of our own
