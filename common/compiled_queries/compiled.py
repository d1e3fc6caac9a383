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

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache, update_wrapper

from django.db.models import Expression, QuerySet

from common.compiled_queries.plans import Plan
from common.compiled_queries.slots import Slot

COMPILED: list["CompiledQuery"] = []  # all there are, for the tests
MAX_PLANS = 200  # of one query; those not asked for longest go


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

    def _plan(self, shape: tuple, names: frozenset[str], part: Callable, end: str = "") -> Plan:
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

    def _plan(self, part: Callable, end: str = "") -> Plan:
        return self.query.plan(self.shape, frozenset(self.values), part, end)
