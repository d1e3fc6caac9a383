"""Querysets that are put together once and run often.

    @compiled
    def topics_before(viewer, *, number):
        return Topic.objects.visible_to(viewer).filter(activity_no__lt=number)

    rows = topics_before(viewer_of(request.user), number=17)

Django puts the same SQL together anew whenever a queryset is asked: on most pages that is the largest part
of the work. Here it is done once in each process for each combination of positional arguments, the *shape*;
what is given by name goes into *slots* of the statement each time it runs. Only the shape can decide how the
statement reads: slots have no value while it is put together, and a `Viewer` (members/access/viewers.py)
tells the facts of its shape, no more.
"""

import re
from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache, update_wrapper

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, QuerySet
from psycopg.sql import Literal
from psycopg.types.numeric import Int8

from common.compiled_queries.slots import Slot

COMPILED: list["CompiledQuery"] = []  # all there are, for the tests
MAX_PLANS = 200  # of one query; those not asked for longest go
LARGEST = 2**63 - 1  # of a bigint; no row has it for a key


class CompiledQuery:
    """What `compiled` makes of a function that returns a queryset."""

    def __init__(self, build: Callable[..., QuerySet]):
        update_wrapper(self, build)
        self.build = build
        self.plan = lru_cache(MAX_PLANS)(self._plan)
        COMPILED.append(self)

    def __call__(self, *shape: Hashable, **values) -> list:
        """The rows. Raises TypeError where a slot has no value, or a value no slot."""
        return self.plan(shape, frozenset(values), _whole).rows(_filled(shape, values))

    def first(self, *shape: Hashable, **values):
        """The first row, or None."""
        rows = self(*shape, **values)
        return rows[0] if rows else None

    def listing(self, *shape: Hashable, **values) -> "Listing":
        """What `paginate` takes: rows that are counted up to a cap and read page by page."""
        return Listing(self, shape, values)

    def _plan(self, shape: tuple, names: frozenset[str], part: Callable, end: str = "") -> "Plan":
        stand_ins = [each.stand_in() if hasattr(each, "stand_in") else each for each in shape]
        queryset = self.build(*stand_ins, **{name: Slot(name) for name in names})
        plan = Plan(part(queryset), end)
        if plan.sql and (missing := names - plan.slots):
            raise TypeError(f"{self.__qualname__}: nothing in the statement takes {sorted(missing)}.")
        return plan


compiled = CompiledQuery


def _filled(shape: tuple, values: dict) -> dict:
    """The values, and the keys of whoever is in the shape."""
    for each in shape:
        if hasattr(each, "stand_in"):
            values = values | each.values
    return values


def _whole(rows: QuerySet) -> QuerySet:
    return rows


def _keys(rows: QuerySet) -> QuerySet:
    return rows.values_list("pk", flat=True)


def _unordered_keys(rows: QuerySet) -> QuerySet:
    return _keys(rows.order_by())


class _Skipped(Expression):
    """Keys of the rows after an offset: OFFSET reads and throws away, so let it throw away keys alone."""

    def __init__(self, rows: QuerySet, count: int):
        super().__init__()
        self.rows, self.count = rows, count

    def as_sql(self, compiler, connection):
        sql, parameters = _keys(self.rows).query.get_compiler(connection=connection).as_sql()
        return f"ARRAY({sql} LIMIT {self.count} OFFSET %s)", [*parameters, Slot("offset")]


@lru_cache
def _after_keys(count: int) -> Callable[[QuerySet], QuerySet]:
    return lambda rows: rows.filter(pk__any=_Skipped(rows, count))


@dataclass(frozen=True)
class Listing:
    """The rows of a compiled query that has no limit of its own."""

    query: CompiledQuery
    shape: tuple
    values: dict

    def count(self, cap: int) -> int:
        """How many there are; the database stops after `cap`."""
        return self._plan(_unordered_keys, f" LIMIT {cap}").count(_filled(self.shape, self.values))

    def window(self, first: int, count: int, *, by_keys: bool) -> list:
        """`count` rows after the `first` ones. `by_keys` skips over keys alone and reads whole rows after.

        How many is in the text: a plan for any number of rows looks so dear to PostgreSQL that it would
        plan anew each time.
        """
        if by_keys:
            plan = self._plan(_after_keys(count))
        else:
            plan = self._plan(_whole, f" LIMIT {count}" + (" OFFSET %s" if first else ""))
        return plan.rows(_filled(self.shape, self.values) | {"offset": first})

    def _plan(self, part: Callable, end: str = "") -> "Plan":
        return self.query.plan(self.shape, frozenset(self.values), part, end)


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
        return list(found)

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
