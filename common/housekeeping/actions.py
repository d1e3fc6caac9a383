"""What is thrown away after a while."""

import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from psycopg import sql

from office import cabinet
from office.models import Once, StoredFile


def forget_tokens(*, older_than: datetime.timedelta) -> int:
    """Delete tokens of forms that cannot come back any more."""
    return Once.objects.filter(created_at__lt=timezone.now() - older_than).delete()[0]


def discard_unowned(*, older_than: datetime.timedelta) -> int:
    """Discard uploads of forms that were never finished."""
    files = list(
        StoredFile.objects.filter(owner_type__isnull=True, created_at__lt=timezone.now() - older_than)
    )
    cabinet.discard(files)
    return len(files)


def discard_orphans() -> int:
    """Discard files whose owner was deleted: nobody can see them any more."""
    orphans: list[StoredFile] = []
    used = StoredFile.objects.filter(owner_type__isnull=False).order_by().values_list("owner_type", flat=True)
    for owner_type in ContentType.objects.filter(pk__in=used.distinct()):
        model = owner_type.model_class()
        if model is not None:
            living = model._base_manager.values("pk")
            orphans += StoredFile.objects.filter(owner_type=owner_type).exclude(owner_id__in=living)
    cabinet.discard(orphans)
    return len(orphans)


def forget_expired_cache() -> int:
    """Empty the database cache of what is over: it would keep it, network addresses too, until it is full."""
    cache = settings.CACHES["default"]
    if not cache["BACKEND"].endswith("DatabaseCache"):
        return 0
    with connection.cursor() as cursor:
        table = sql.Identifier(cache["LOCATION"])
        cursor.execute(sql.SQL("DELETE FROM {} WHERE expires < %s").format(table), [timezone.now()])
        return cursor.rowcount
