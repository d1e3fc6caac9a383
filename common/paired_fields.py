"""Columns that say something together or not at all: who did it and when (`closed_at`, `closed_by`)."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q


def person_field(verb: str, **options) -> models.ForeignKey:
    """The person who did it, None while it is not done; its `..._at` is paired with it by a constraint."""
    # PROTECT: accounts sleep, they are not deleted, and the paired `..._at` may not lose its person
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verb,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        **options,
    )


def filled(names: Iterable[str], texts: Iterable[str] = ()) -> Q:
    """Every one of these columns says something; an empty text (`texts`) says nothing, as NULL does."""
    said = Q(**{f"{name}__isnull": False for name in names})
    for text in texts:
        said &= ~Q(**{text: ""})
    return said


def empty(names: Iterable[str], texts: Iterable[str] = ()) -> Q:
    """None of these columns says anything."""
    return Q(**{f"{name}__isnull": True for name in names}, **dict.fromkeys(texts, ""))


def both_or_neither(*names: str, texts: Iterable[str] = (), message: str) -> models.CheckConstraint:
    """All of these columns are filled, or none is; named `<model>_closed_whole` for `closed_at`."""
    return _whole(empty(names, texts) | filled(names, texts), [*names, *texts], message)


def filled_when(condition: Q, *names: str, texts: Iterable[str] = (), message: str) -> models.CheckConstraint:
    """These columns are filled exactly where the condition holds, and empty elsewhere."""
    whole = (condition & filled(names, texts)) | (~condition & empty(names, texts))
    return _whole(whole, [*names, *texts], message)


def _whole(condition: Q, names: list[str], message: str) -> models.CheckConstraint:
    what = names[0].removesuffix("_at").removesuffix("_on").removesuffix("_by")
    return models.CheckConstraint(
        condition=condition, name=f"%(class)s_{what}_whole", violation_error_message=message
    )
