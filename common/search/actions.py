"""The index (検索): features register their texts, anybody searches what their audiences may find.

register_searchable(Topic, describe)    # in the subject's search.py, imported at start
refresh_index(topic)                    # in the action, inside its transaction; also before a delete
search_texts("物産展", audiences=audiences_of(request.user))

What stands under an object (a reply under its topic) is a text of its own. Its kind, its title and who may
find it are copied from the row of that object, and without that row it is not written: nothing is found
under what is not found.
"""

import itertools
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from common import jobs, text
from common.search import parts, registry
from common.search.models import IndexedText
from common.search.normalisation import MAX_CHARACTERS
from common.search.parts import TextPart
from common.search.registry import Searchable, SearchText, TextUnder

REFRESH_TASK = "common.search.tasks.refresh_text"
_BATCH = 500
_WRITTEN = [
    *("parent_type_id", "parent_id", "kind", "title", "context"),
    *("body", "places", "hidden_words", "url", "date", "audiences", "prefectures", "themes"),
]


def refresh_index(obj: models.Model, *, narrowed: bool = False) -> None:
    """Have the worker bring the index up to date, once the caller's transaction is committed.

    `narrowed`: some may read it no longer, so that what is there goes at once, in the caller's transaction.
    """
    refresh_index_many([obj], narrowed=narrowed)


def refresh_index_many(objs: Iterable[models.Model], *, narrowed: bool = False) -> None:
    """The same for many objects, with one batch of jobs; of each one job waits at most."""
    objs = list(objs)
    if narrowed:
        for obj in objs:
            _delete(ContentType.objects.get_for_model(obj), [obj.pk])
    texts = [{"model": obj._meta.label_lower, "pk": obj.pk} for obj in objs]
    jobs.defer_many(REFRESH_TASK, texts, lock="index:{model}:{pk}".format)


def refresh_index_now(obj: models.Model) -> None:
    """Bring an object and all that stands under it up to date at once; for loaders and tests."""
    refresh_index_by_key(obj._meta.label_lower, obj.pk)
    for below in registry.searchables_under(type(obj)):
        refresh_index_all(below.model, _under(below, [obj.pk]))


def refresh_index_by_key(model: str, pk: int) -> None:
    """Read one object anew and write, change or remove its text: the latest state wins."""
    searchable = registry.searchable(model)
    object_type = ContentType.objects.get_for_model(searchable.model)
    with transaction.atomic():
        # two workers with the same object: the second one reads after the first one wrote
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [object_type.pk, pk % 2**31])
        found = list(searchable.rows().filter(pk=pk))
        _bring_up_to_date(searchable, found)
        if not found:
            _delete(object_type, [pk])


def refresh_index_all(model: type[models.Model], objs: Iterable[models.Model] | None = None) -> int:
    """Write the texts of many objects of one model; without `objs` all of them, and remove the rest."""
    searchable = registry.searchable(model._meta.label_lower)
    every = objs is None
    if objs is None:
        objs = model._base_manager.order_by("pk").only("pk").iterator(chunk_size=_BATCH)
    count, left = 0, iter(objs)
    while batch := [obj.pk for obj in itertools.islice(left, _BATCH)]:
        with transaction.atomic():
            count += _bring_up_to_date(searchable, list(searchable.rows().filter(pk__in=batch)))
    if every:
        object_type = ContentType.objects.get_for_model(model)
        alive = model._base_manager.filter(pk=OuterRef("object_id"))
        IndexedText.objects.filter(~Exists(alive), object_type=object_type).delete()
    return count


def _bring_up_to_date(searchable: Searchable, objs: Sequence[models.Model]) -> int:
    """Write what may be found of these objects, remove the others; how many may be found."""
    object_type = ContentType.objects.get_for_model(searchable.model)
    write = _write_under if searchable.under else _write_own
    written = write(searchable, object_type, objs)
    _delete(object_type, [obj.pk for obj in objs if obj.pk not in written])
    return len(written)


def _write_own(searchable: Searchable, object_type: ContentType, objs: Sequence[models.Model]) -> set[int]:
    rows = []
    for obj in objs:
        found = searchable.describe(obj)
        if found is not None and found.audiences:
            rows.append(_row(object_type, obj.pk, found))
    known = _write(object_type, rows)
    written = {row.object_id for row in rows}
    for below in registry.searchables_under(searchable.model):
        _hand_down(object_type, written & known)
        if new := written - known:
            refresh_index_all(below.model, _under(below, new))
    return written


def _write_under(searchable: Searchable, object_type: ContentType, objs: Sequence[models.Model]) -> set[int]:
    parent_type = ContentType.objects.get_for_model(searchable.parent)
    # locked: whoever takes the other one away waits for this, and then takes this away too
    above = _rows_of(parent_type, {searchable.parent_key(obj) for obj in objs}).order_by("object_id")
    parents = {row.object_id: row for row in above.select_for_update(no_key=True).defer("body", "places")}
    rows = []
    for obj in objs:
        parent = parents.get(searchable.parent_key(obj))
        found = searchable.describe(obj) if parent is not None else None
        if found is not None:
            rows.append(_row_under(parent, object_type, obj.pk, found))
    _write(object_type, rows)
    return {row.object_id for row in rows}


def _under(searchable: Searchable, pks: Iterable[int]) -> models.QuerySet:
    """What stands under these objects, by its keys."""
    rows = searchable.model._base_manager.filter(**{f"{searchable.under}__in": pks})
    return rows.only("pk").order_by("pk")


def _rows_of(object_type: ContentType, pks: Iterable[int]) -> models.QuerySet[IndexedText]:
    return IndexedText.objects.filter(object_type=object_type, object_id__in=pks)


def _delete(object_type: ContentType, pks: Sequence[int]) -> None:
    """What is known of these objects, and then of what stands under them: a text written meanwhile too."""
    if pks:
        _rows_of(object_type, pks).delete()
        IndexedText.objects.filter(parent_type=object_type, parent_id__in=pks).delete()


def _row(object_type: ContentType, pk: int, found: SearchText) -> IndexedText:
    named = bool(found.parts or found.files)
    said = [TextPart(found.place if named else "", found.body), *found.parts]
    body, places = parts.join_parts(said, found.files, MAX_CHARACTERS - len(found.hidden_words))
    return IndexedText(
        object_type=object_type,
        object_id=pk,
        kind=found.kind,
        title=text.excerpt(found.title, 300),
        body=body,
        places=places if named else [],
        hidden_words=found.hidden_words,
        url=found.url,
        date=found.date,
        audiences=found.audiences,
        prefectures=sorted(set(filter(None, found.prefectures))),
        themes=sorted(set(found.themes)),
    )


def _row_under(parent: IndexedText, object_type: ContentType, pk: int, found: TextUnder) -> IndexedText:
    said = [TextPart(found.place, found.body)]
    body, places = parts.join_parts(said, found.files, MAX_CHARACTERS - len(found.hidden_words))
    return IndexedText(
        object_type=object_type,
        object_id=pk,
        parent_type_id=parent.object_type_id,
        parent_id=parent.object_id,
        kind=parent.kind,
        context=parent.title,
        body=body,
        places=places,
        hidden_words=found.hidden_words,
        url=found.url,
        date=found.date,
        audiences=parent.audiences,
        prefectures=parent.prefectures,
        themes=parent.themes,
    )


def _write(object_type: ContentType, rows: Sequence[IndexedText]) -> set[int]:
    """Write those that differ from what is there; the keys that were there."""
    stored = _rows_of(object_type, [row.object_id for row in rows])
    known = {row[0]: list(row[1:]) for row in stored.values_list("object_id", *_WRITTEN)}
    IndexedText.objects.bulk_create(
        [row for row in rows if known.get(row.object_id) != _values(row)],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["object_type", "object_id"],
        update_fields=_WRITTEN,
    )
    return set(known)


def _values(row: IndexedText) -> list:
    """As they come back from the database."""
    values = [getattr(row, name) for name in _WRITTEN]
    values[_WRITTEN.index("places")] = [list(place) for place in row.places]
    return values


_HAND_DOWN = """
    UPDATE common_indexedtext under SET kind = own.kind, context = own.title, audiences = own.audiences,
        prefectures = own.prefectures, themes = own.themes
    FROM common_indexedtext own
    WHERE own.object_type_id = %s AND own.object_id = ANY(%s)
        AND under.parent_type_id = own.object_type_id AND under.parent_id = own.object_id
        AND (under.kind, under.context, under.audiences, under.prefectures, under.themes)
            IS DISTINCT FROM (own.kind, own.title, own.audiences, own.prefectures, own.themes)
"""


def _hand_down(object_type: ContentType, pks: set[int]) -> None:
    """Give what stands under these objects all that is copied, as it is now."""
    if pks:
        with connection.cursor() as cursor:
            cursor.execute(_HAND_DOWN, [object_type.pk, sorted(pks)])
