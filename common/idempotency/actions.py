"""A form that arrives twice creates once (二重送信の防止)."""

import datetime
import uuid
from collections.abc import Callable, Mapping

from django.db import connection, transaction
from django.utils import timezone

from common.idempotency.models import IdempotencyKey


def run_once(token: uuid.UUID, make: Callable[[], str]) -> tuple[str, bool]:
    """Run `make()` for the first arrival of `token` and return (its URL, True).

    A later or simultaneous arrival gets (the first URL, False): its INSERT waits for the first transaction.
    Where `make()` raises, nothing is kept and the same token may come again.
    """
    with transaction.atomic():
        if not _claim(token):
            return IdempotencyKey.objects.values_list("result_url", flat=True).get(token=token), False
        url = str(make())
        with connection.cursor() as cursor:
            cursor.execute("UPDATE common_idempotencykey SET result_url = %s WHERE token = %s", [url, token])
        return url, True


def content_key(token: uuid.UUID, data: Mapping, files: Mapping) -> uuid.UUID:
    """The token together with what was typed: a form altered and sent again (after Back) is another one."""
    typed = [(name, values) for name, values in _lists(data) if name != "csrfmiddlewaretoken"]
    chosen = [(name, [(file.name, file.size) for file in several]) for name, several in _lists(files)]
    return uuid.uuid5(token, repr((sorted(typed), sorted(chosen))))


def _lists(posted: Mapping) -> list[tuple[str, list]]:
    lists = posted.lists() if hasattr(posted, "lists") else ((name, [posted[name]]) for name in posted)
    return [(name, list(values)) for name, values in lists]


def earlier_result(request, name: str = "idempotency_key") -> str:
    """The URL that an earlier arrival of the posted form gave; "" where there was none.

    For a form that its own success makes invalid: asked before it is validated.
    """
    try:
        token = uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        return ""
    known = IdempotencyKey.objects.filter(token=content_key(token, request.POST, request.FILES))
    return known.values_list("result_url", flat=True).first() or ""


def _claim(token: uuid.UUID) -> bool:
    # Django's own way to this is an exception in a savepoint; ON CONFLICT waits the same and costs one query
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_idempotencykey (token, result_url, created_at) VALUES (%s, '', %s)"
            " ON CONFLICT DO NOTHING",
            [token, timezone.now()],
        )
        return cursor.rowcount == 1


def delete_old_keys(*, older_than: datetime.timedelta) -> int:
    """Delete tokens of forms that cannot come back any more."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - older_than).delete()[0]
