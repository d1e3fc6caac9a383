"""Querysets that are put together once and run often.

    @compiled
    def topics_of_page(viewer, *, number):
        return Topic.objects.visible_to(viewer).filter(activity_no__lt=number)

    rows = topics_of_page(viewer_of(request.user), number=17)

Django puts the same SQL together anew whenever a queryset is asked: on most pages that is the largest part
of the work. Here it is done once in each process for each combination of positional arguments, the *shape*;
what is given by name goes into *slots* of the statement each time it runs. Only the shape can decide how the
statement reads: slots have no value while it is put together, and a `Viewer` (members/access/viewers.py)
tells the facts of its shape, no more.
"""

from collections.abc import Callable, Hashable
from copy import copy
from datetime import date, time
from functools import update_wrapper

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from common.compiled_queries.slots import Slot

COMPILED: list["CompiledQuery"] = []  # all there are, for the tests
MAX_PLANS = 500  # of one query: more shapes than that are a mistake


class CompiledQuery:
    """What `compiled` makes of a function that returns a queryset."""

    def __init__(self, build: Callable[..., QuerySet]):
        update_wrapper(self, build)
        self.build = build
        self.plans: dict[tuple, Plan] = {}
        COMPILED.append(self)

    def __call__(self, *shape: Hashable, **values) -> list:
        """The rows. Raises TypeError where a slot has no value, or a value no slot."""
        plan = self.plans.get(shape) or self._plan(shape, values)
        if unknown := values.keys() - plan.names:
            raise TypeError(f"{self.__qualname__} has no slots {sorted(unknown)}.")
        for part in shape:
            values |= getattr(part, "values", {})
        return plan.rows(values)

    def first(self, *shape: Hashable, **values):
        """The first row, or None."""
        rows = self(*shape, **values)
        return rows[0] if rows else None

    def _plan(self, shape: tuple, names) -> "Plan":
        if len(self.plans) >= MAX_PLANS:
            raise RuntimeError(f"{self.__qualname__} has too many shapes: what varies belongs in slots.")
        stand_ins = [part.stand_in() if hasattr(part, "stand_in") else part for part in shape]
        plan = Plan(self.build(*stand_ins, **{name: Slot(name) for name in names}), set(names))
        if missing := plan.names - plan.slots:
            raise TypeError(f"{self.__qualname__}: nothing in the statement takes {sorted(missing)}.")
        self.plans[shape] = plan
        return plan


compiled = CompiledQuery


class Plan:
    """A statement with slots, and how Django makes rows of what it brings."""

    def __init__(self, queryset: QuerySet, names: set[str]):
        self.queryset, self.names = queryset, names
        self.compiler = queryset.query.get_compiler(queryset.db)
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.parameters = "", ()
        for value in self.parameters:
            if isinstance(value, date | time):
                raise TypeError(f"{value!r} would stay for as long as the process lives: give it by name.")
            if not isinstance(value, Slot) and "<slot " in repr(value):
                raise TypeError(f"A slot inside {value!r} would not be filled: build it in SQL.")
        self.slots = {value.slot for value in self.parameters if isinstance(value, Slot)}

    def filled(self, values: dict) -> tuple:
        """The parameters; None has no place in a slot, for SQL says IS NULL where a value is compared."""
        if absent := [name for name in self.slots if values.get(name) is None]:
            raise TypeError(f"Slots without a value: {sorted(absent)}.")
        return tuple(values[it.slot] if isinstance(it, Slot) else it for it in self.parameters)

    def rows(self, values: dict) -> list:
        parameters = self.filled(values)
        if not self.sql:
            return []
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: (self.sql, parameters)
        found = self.queryset._chain()
        found._query = _Compiled(self.queryset.query, compiler)
        return list(found)


class _Compiled:
    """A query to Django's iterables; its statement stands."""

    def __init__(self, query, compiler):
        self._query, self._compiler = query, compiler

    def get_compiler(self, using=None, connection=None):
        return self._compiler

    def __getattr__(self, name: str):
        return getattr(self._query, name)
