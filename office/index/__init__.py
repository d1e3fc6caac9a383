"""The index (検索): features register their texts, anybody searches what his audiences may find.

index.register(Topic, describe)     # in the feature's texts.py, imported by its AppConfig.ready()
index.refresh(topic)                # in the action, inside its transaction; also before a delete
index.search("物産展", audiences=index.audiences_of(request.user))
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from office import jobs, text
from office.index import parts
from office.index.finding import Result, Row, matching_ids, search
from office.index.parts import Part
from office.models import IndexedText
from office.norm import MAX_CHARACTERS

__all__ = [
    "Part",
    "Result",
    "Row",
    "Text",
    "audiences_of",
    "forget",
    "matching_ids",
    "refresh",
    "refresh_all",
    "refresh_key",
    "refresh_many",
    "refresh_now",
    "register",
    "registered",
    "search",
]

TASK = "office.tasks.refresh_text"
_BATCH = 500
PUBLIC, MEMBERS, WARDS, SECRETARIAT = "public", "members", "wards", "secretariat"


@dataclass(frozen=True)
class Text:
    """What search knows of an object. `body` also holds readings (かな), so that さかい finds 堺市.

    What `parts` and `files` hold is found as well, and the result says in which of them; where there are
    any, `place` is what the body is called. Files come last and share the room that the others leave.
    """

    kind: str
    title: str
    body: str
    url: str
    date: datetime.date | None
    audiences: list[str]
    parts: Sequence[Part] = ()
    files: Sequence[Part] = ()
    place: str = "本文"


Describe = Callable[[models.Model], Text | None]
_describers: dict[str, Describe] = {}


def register(model: type[models.Model], describe: Describe) -> None:
    """Say how objects of `model` are found; `describe` gives None for one that nobody may find."""
    _describers[model._meta.label_lower] = describe


def refresh(obj: models.Model) -> None:
    """Have the worker bring the index up to date, once the caller's transaction is committed."""
    jobs.defer(TASK, model=obj._meta.label_lower, pk=obj.pk)


def refresh_many(objs: Iterable[models.Model]) -> None:
    """The same for many objects, with one batch of jobs."""
    jobs.defer_many(TASK, [{"model": obj._meta.label_lower, "pk": obj.pk} for obj in objs])


def refresh_now(obj: models.Model) -> None:
    """Bring the index up to date at once; for loaders and tests."""
    refresh_key(obj._meta.label_lower, obj.pk)


def refresh_key(model: str, pk: int) -> None:
    """Read one object anew and write, change or remove its text: the latest state wins."""
    described = apps.get_model(model)
    object_type = ContentType.objects.get_for_model(described)
    with transaction.atomic():
        # two workers with the same object: the second one reads after the first one wrote
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [object_type.pk, pk % 2**31])
        obj = described._base_manager.filter(pk=pk).first()
        found = _describers[model](obj) if obj is not None else None
        if found is None or not found.audiences:
            IndexedText.objects.filter(object_type=object_type, object_id=pk).delete()
        else:
            _write([_row(object_type, pk, found)])


def refresh_all(model: type[models.Model], objs: Iterable[models.Model] | None = None) -> int:
    """Write the texts of many objects of one model; without `objs` all of them, and remove the rest."""
    object_type = ContentType.objects.get_for_model(model)
    describe = _describers[model._meta.label_lower]
    rows: list[IndexedText] = []
    written: list[int] = []
    for obj in model._base_manager.order_by("pk").iterator(chunk_size=_BATCH) if objs is None else objs:
        found = describe(obj)
        if found is not None and found.audiences:
            rows.append(_row(object_type, obj.pk, found))
            written.append(obj.pk)
        if len(rows) >= _BATCH:
            _write(rows)
            rows = []
    _write(rows)
    if objs is None:
        IndexedText.objects.filter(object_type=object_type).exclude(object_id__in=written).delete()
    return len(written)


def registered() -> list[type[models.Model]]:
    """The models that features registered."""
    return [apps.get_model(label) for label in sorted(_describers)]


def forget(obj: models.Model) -> None:
    """Remove an object's text at once, in the caller's transaction."""
    object_type = ContentType.objects.get_for_model(obj)
    IndexedText.objects.filter(object_type=object_type, object_id=obj.pk).delete()


def audiences_of(user) -> list[str]:
    """The keys of a person: "public", and what his organisation adds."""
    if not user.is_authenticated or not user.is_member:
        return [PUBLIC]
    keys = [PUBLIC, MEMBERS]
    if user.organization is not None:
        keys.append(f"organization:{user.organization.pk}")
    if user.is_special_ward:
        keys.append(WARDS)
    if user.is_secretariat:
        keys += [WARDS, SECRETARIAT]
    return keys


def _row(object_type: ContentType, pk: int, found: Text) -> IndexedText:
    named = bool(found.parts or found.files)
    said = [Part(found.place if named else "", found.body), *found.parts]
    body, places = parts.joined(said, found.files, MAX_CHARACTERS)
    return IndexedText(
        object_type=object_type,
        object_id=pk,
        kind=found.kind,
        title=text.excerpt(found.title, 300),
        body=body,
        places=places if named else [],
        url=found.url,
        date=found.date,
        audiences=found.audiences,
    )


def _write(rows: list[IndexedText]) -> None:
    IndexedText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["object_type", "object_id"],
        update_fields=["kind", "title", "body", "places", "url", "date", "audiences"],
    )
