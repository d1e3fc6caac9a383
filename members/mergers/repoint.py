"""Rows that refer to one row are made to refer to another, whatever feature they belong to.

Found by asking Django which tables refer to it, so that a new feature is included without being known here.
A row that a constraint keeps where it is stays and is said to be stuck.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError, models, transaction


def field_key(field: models.Field) -> str:
    """The name under which moved rows are remembered: app.Model.field."""
    return f"{field.model._meta.label}.{field.name}"


def field_by_key(key: str) -> models.Field | None:
    """The field of a remembered name; None where its feature is gone."""
    label, _, name = key.rpartition(".")
    try:
        return apps.get_model(label)._meta.get_field(name)
    except LookupError:
        return None


def foreign_keys_to(model: type[models.Model]) -> Iterator[models.Field]:
    """Every foreign key of the site to that table, those of many-to-many tables too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation.field


def name_of_rows(field: models.Field) -> str:
    """What such rows are called on the screen: 投稿, or 投稿の希望する区 for a many-to-many table."""
    owner = field.model._meta.auto_created
    if not owner:
        return str(field.model._meta.verbose_name)
    link = next(each for each in owner._meta.many_to_many if each.remote_field.through is field.model)
    return f"{owner._meta.verbose_name}の{link.verbose_name}"


def rows_in_words(keys_to_rows: dict[str, list]) -> list[tuple[str, list]]:
    """(what they are called, their keys) of remembered rows."""
    fields = ((field_by_key(key), key, rows) for key, rows in keys_to_rows.items())
    return [(name_of_rows(field) if field else key, rows) for field, key, rows in fields]


def repoint(field: models.Field, *, away, to) -> tuple[list, list]:
    """Let the rows that refer to `away` refer to `to`: (keys of the moved ones, of the stuck ones)."""
    rows = field.model._base_manager.filter(**{field.name: away})
    found = [_plain(pk) for pk in rows.select_for_update().order_by("pk").values_list("pk", flat=True)]
    if not found or _repointed(field, found, to):
        return found, []
    moved = [pk for pk in found if _repointed(field, [pk], to)]
    return moved, [pk for pk in found if pk not in set(moved)]


def _repointed(field, pks, to) -> bool:
    try:
        with transaction.atomic():
            field.model._base_manager.filter(pk__in=pks).update(**{field.name: to})
    except IntegrityError:
        return False
    return True


def _plain(pk):
    return pk if isinstance(pk, int) else str(pk)
