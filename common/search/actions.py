"""The index (検索): features register their texts, anybody searches what their audiences may find.

register_searchable(Topic, describe)    # in the subject's search.py, imported at start
refresh_index(topic)                    # in the action, inside its transaction; also before a delete
search_texts("物産展", audiences=audiences_of(request.user))
"""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from common import jobs, text
from common.search import parts
from common.search.models import IndexedText
from common.search.normalisation import MAX_CHARACTERS
from common.search.parts import TextPart
from common.search.registry import SearchText, describer_of

REFRESH_TASK = "common.search.tasks.refresh_text"
_BATCH = 500


def refresh_index(obj: models.Model, *, narrowed: bool = False) -> None:
    """Have the worker bring the index up to date, once the caller's transaction is committed.

    `narrowed`: some may read it no longer, so that what is there goes at once, in the caller's transaction.
    """
    if narrowed:
        _rows_of(ContentType.objects.get_for_model(obj), obj.pk).delete()
    refresh_index_many([obj])


def refresh_index_many(objs: Iterable[models.Model]) -> None:
    """The same for many objects, with one batch of jobs; of each one job waits at most."""
    texts = [{"model": obj._meta.label_lower, "pk": obj.pk} for obj in objs]
    jobs.defer_many(REFRESH_TASK, texts, lock="index:{model}:{pk}".format)


def refresh_index_now(obj: models.Model) -> None:
    """Bring the index up to date at once; for loaders and tests."""
    refresh_index_by_key(obj._meta.label_lower, obj.pk)


def refresh_index_by_key(model: str, pk: int) -> None:
    """Read one object anew and write, change or remove its text: the latest state wins."""
    described = apps.get_model(model)
    object_type = ContentType.objects.get_for_model(described)
    with transaction.atomic():
        # two workers with the same object: the second one reads after the first one wrote
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [object_type.pk, pk % 2**31])
        obj = described._base_manager.filter(pk=pk).first()
        found = describer_of(model)(obj) if obj is not None else None
        if found is None or not found.audiences:
            _rows_of(object_type, pk).delete()
        else:
            _write([_row(object_type, pk, found)])


def refresh_index_all(model: type[models.Model], objs: Iterable[models.Model] | None = None) -> int:
    """Write the texts of many objects of one model; without `objs` all of them, and remove the rest."""
    object_type = ContentType.objects.get_for_model(model)
    describe = describer_of(model._meta.label_lower)
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


def _rows_of(object_type: ContentType, pk: int) -> models.QuerySet[IndexedText]:
    return IndexedText.objects.filter(object_type=object_type, object_id=pk)


def _row(object_type: ContentType, pk: int, found: SearchText) -> IndexedText:
    named = bool(found.parts or found.files)
    said = [TextPart(found.place if named else "", found.body), *found.parts]
    body, places = parts.join_parts(said, found.files, MAX_CHARACTERS)
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
