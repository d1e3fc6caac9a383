"""What is thrown away after a while."""

from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql


def delete_expired_cache() -> int:
    """Empty the tables of the caches of what is over: they would keep it, network addresses too."""
    deleted = 0
    with connection.cursor() as cursor:
        for cache in settings.CACHES.values():
            if cache["BACKEND"].endswith("DatabaseCache"):
                table = sql.Identifier(cache["LOCATION"])
                cursor.execute(sql.SQL("DELETE FROM {} WHERE expires < %s").format(table), [timezone.now()])
                deleted += cursor.rowcount
    return deleted
