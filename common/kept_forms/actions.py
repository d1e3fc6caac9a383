"""Texts that wait for a login (ログイン前の入力内容): visitors write them, so all together have a limit."""

import datetime
import json

from django.db.models import Sum
from django.utils import timezone

from common.kept_forms.models import KeptForm

MAX_BYTES = 300 * 1024  # of one form
MAX_BYTES_OF_ALL = 100 * 1024 * 1024

Fields = list[tuple[str, str]]


def keep_form(fields: Fields) -> int | None:
    """Keep names and values of a posted form; its number, None where it or all together are too long."""
    text = json.dumps(fields)  # ASCII: no character that a column refuses
    size = sum(len((name + value).encode("utf-8", "replace")) for name, value in fields)
    if size > MAX_BYTES:
        return None
    kept = KeptForm.objects.aggregate(all=Sum("size"))["all"] or 0
    if kept + size > MAX_BYTES_OF_ALL:
        return None
    return KeptForm.objects.create(fields=text, size=size).pk


def take_form(number: int) -> Fields | None:
    """Give it back, once; None where it is no more."""
    kept = KeptForm.objects.filter(pk=number).first()
    if kept is None or not kept.delete()[0]:
        return None
    return [tuple(pair) for pair in json.loads(kept.fields)]


def delete_forms(numbers: list[int]) -> None:
    """Those that nobody will ask for any more."""
    KeptForm.objects.filter(pk__in=numbers).delete()


def delete_old_forms(*, older_than: datetime.timedelta) -> int:
    return KeptForm.objects.filter(kept_at__lt=timezone.now() - older_than).delete()[0]
