"""What is thrown away after a while."""

from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql


def delete_expired_cache() -> int:
    """Empty the database cache of what is over: it would keep it, network addresses too, until it is full."""
    cache = settings.CACHES["default"]
    if not cache["BACKEND"].endswith("DatabaseCache"):
        return 0
    with connection.cursor() as cursor:
        table = sql.Identifier(cache["LOCATION"])
        cursor.execute(sql.SQL("DELETE FROM {} WHERE expires < %s").format(table), [timezone.now()])
        return cursor.rowcount
