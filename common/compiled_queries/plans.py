"""A statement with slots as it is kept: how it is run, and how Django makes rows of what it brings."""

import re
from collections import defaultdict
from copy import copy
from datetime import date, time

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Prefetch, QuerySet
from django.db.models.fields.related_descriptors import ReverseManyToOneDescriptor
from psycopg.sql import Literal
from psycopg.types.numeric import Int8

from common.compiled_queries.slots import Slot

LARGEST = 2**63 - 1  # of a bigint; no row has it for a key


class Plan:
    """A statement with slots, and how Django makes rows of what it brings."""

    def __init__(self, queryset: QuerySet, end: str = ""):
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, parameters = self.compiler.as_sql()
        except EmptyResultSet:
            sql, parameters = "", ()
        ends = [Slot("offset")] if "%s" in end else []
        self.sql, self.parameters = sql and sql + end, (*parameters, *ends)
        for value in parameters:
            if isinstance(value, date | time):
                raise TypeError(f"{value!r} would stay for as long as the process lives: give it by name.")
            if not isinstance(value, Slot) and "<slot " in repr(value):
                raise TypeError(f"A slot inside {value!r} would not be filled: build it in SQL.")
        self.places = [value.slot for value in self.parameters if isinstance(value, Slot)]
        self.slots = set(self.places)
        self.statement = self._with_constants() if self.sql else ""
        self.converters: dict | None = None
        self.related = related_rows(queryset)

    def _with_constants(self) -> str:
        """What is no slot is written into the text, where PostgreSQL plans with it.

        A prepared statement is planned for any parameters: it knew neither how many bodies are secretariats
        nor that an index holds open topics alone.
        """
        connection = connections[self.queryset.db]
        connection.ensure_connection()
        values = iter(self.parameters)

        def put(found: re.Match) -> str:
            if found[0] == "%%" or isinstance(value := next(values), Slot):
                return found[0]
            return Literal(value).as_string(connection.connection).replace("%", "%%")

        return re.sub("%[%s]", put, self.sql)

    def filled(self, values: dict) -> list:
        """What goes into the slots; None has no place there, for SQL says IS NULL to compare it."""
        if absent := [name for name in self.slots if values.get(name) is None]:
            raise TypeError(f"Slots without a value: {sorted(absent)}.")
        return [_typed(values[name]) for name in self.places]

    def rows(self, values: dict) -> list:
        parameters = self.filled(values)
        if not self.statement:
            return []
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: (self.statement, parameters)
        compiler.get_converters = self._get_converters
        found = self.queryset._chain()
        found._query = _Compiled(self.queryset.query, compiler)
        if self.related:
            found._prefetch_related_lookups = ()
        rows = list(found)
        for related in self.related:
            related.put(rows)
        return rows

    def _get_converters(self, columns) -> dict:
        if self.converters is None:  # the columns are always those of the statement
            self.converters = self.compiler.get_converters(columns)
        return self.converters

    def count(self, values: dict) -> int:
        """How many rows the statement brings."""
        parameters = self.filled(values)
        if not self.statement:
            return 0
        with connections[self.queryset.db].cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({self.statement}) AS counted", parameters)  # noqa: S608
            return cursor.fetchone()[0]


def _typed(value):
    """Numbers of one type: a number of another size would be a statement of its own to PostgreSQL.

    One beyond what any column holds, as typed into an address, is cut to the last that it could be.
    """
    return Int8(max(-LARGEST, min(value, LARGEST))) if type(value) is int else value


class _Compiled:
    """A query to Django's iterables; its statement stands."""

    def __init__(self, query, compiler):
        self._query, self._compiler = query, compiler

    def get_compiler(self, using=None, connection=None):
        return self._compiler

    def __getattr__(self, name: str):
        return getattr(self._query, name)


class RelatedRows:
    """What `prefetch_related` fetches beside the rows, by a statement that is put together once, too."""

    def __init__(self, relation: ReverseManyToOneDescriptor, prefetch: Prefetch):
        self.name, self.to_attr, self.field = prefetch.prefetch_through, prefetch.to_attr, relation.field
        self.cached_as = self.field.remote_field.cache_name
        rows = prefetch.queryset
        self.queryset = self.field.model._default_manager.all() if rows is None else rows
        self.plan = Plan(self.queryset.filter(**{f"{self.field.name}__pk__any": Slot("owners")}))

    def put(self, owners: list) -> None:
        """Give each of the owners its rows, as `prefetch_related_objects` does.

        Nothing is asked for owners that have none by their own query: annotated `has_hosts=Exists(...)`.
        """
        known = [owner for owner in owners if getattr(owner, f"has_{self.name}", True)]
        by_key, found = {owner.pk: owner for owner in known}, defaultdict(list)
        for row in self.plan.rows({"owners": list(by_key)}) if by_key else []:
            key = getattr(row, self.field.attname)
            if not self.field.is_cached(row):
                setattr(row, self.field.name, by_key[key])
            found[key].append(row)
        for owner in owners:
            if self.to_attr:
                setattr(owner, self.to_attr, found[owner.pk])
                continue
            rows = type(self.queryset)(self.field.model, _Narrowed(owner, self), self.queryset.db)
            rows._result_cache, rows._prefetch_done = found[owner.pk], True
            owner.__dict__.setdefault("_prefetched_objects_cache", {})[self.cached_as] = rows


class _Narrowed:
    """The query of the rows of one owner; put together only where somebody narrows those further."""

    def __init__(self, owner, related: RelatedRows):
        self._owner, self._related = owner, related

    def __getattr__(self, name: str):
        manager = getattr(self._owner, self._related.name)
        return getattr(manager._apply_rel_filters(self._related.queryset.all()).query, name)


def related_rows(queryset: QuerySet) -> list[RelatedRows]:
    """All that it prefetches; none where Django has to: over several steps, or the other way round."""
    found = []
    for lookup in queryset._prefetch_related_lookups:
        prefetch = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        relation = getattr(queryset.model, prefetch.prefetch_through, None)
        if type(relation) is not ReverseManyToOneDescriptor or not relation.field.target_field.primary_key:
            return []
        found.append(RelatedRows(relation, prefetch))
    return found
