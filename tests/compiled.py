"""Each compiled query is held against what the ORM makes of the same queryset for the person who asks."""

import inspect
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from django.core.exceptions import EmptyResultSet

from common.compiled_queries.compiled import CompiledQuery, Listing, _filled, _whole
from common.compiled_queries.plans import LARGEST
from common.compiled_queries.slots import Slot

CHECKED = 3  # runs of each statement that are compared
_call, _window, _runs = CompiledQuery.__call__, Listing.window, Counter()


def start() -> None:
    CompiledQuery.__call__ = _checked_call
    Listing.window = _checked_window


def _checked_call(self, *shape, **values):
    rows = _call(self, *shape, **values)
    check(self, shape, values)
    return rows


def _checked_window(self, first, count, *, by_keys):
    rows = _window(self, first, count, by_keys=by_keys)
    check(self.query, self.shape, self.values)
    return rows


def check(query: CompiledQuery, shape: tuple, values: dict) -> None:
    if any(type(value) is int and abs(value) > LARGEST for value in values.values()):
        return  # the ORM asks nothing at all
    _runs[query, shape] += 1
    if _runs[query, shape] <= CHECKED:
        assert_same_statement(query, shape, values)


def by_orm(query: CompiledQuery, shape: tuple, values: dict):
    """The queryset that the function returns for the real person and values."""
    return query.build(*(getattr(each, "person", each) for each in shape), **values)


def parameters_of(query: CompiledQuery) -> tuple[list[str], list[str]]:
    """(names of the shape, names of the slots)."""
    known = inspect.signature(query.build).parameters.values()
    slots = [each.name for each in known if each.kind == each.KEYWORD_ONLY]
    return [each.name for each in known if each.name not in slots], slots


def assert_same_statement(query: CompiledQuery, shape: tuple, values: dict) -> None:
    plan = query.plan(shape, frozenset(values), _whole)
    try:
        sql, parameters = by_orm(query, shape, values).query.sql_with_params()
    except EmptyResultSet:
        assert not plan.sql, query.__qualname__
    else:
        _same(query, _plain(plan.sql).split(), _plain(sql).split())
        filled = iter(plan.filled(_filled(shape, values)))
        ours = [next(filled) if isinstance(value, Slot) else value for value in plan.parameters]
        _same(query, _bare(ours), _bare(parameters))


def _same(query: CompiledQuery, ours: Sequence, theirs: Sequence) -> None:
    first = next(((one, two) for one, two in zip_longest(ours, theirs) if one != two), None)
    assert first is None, f"{query.__qualname__} has {first[0]!r} where the ORM has {first[1]!r}"


def _bare(parameters: Sequence) -> list:
    """JSON has no equality."""
    return [getattr(value, "obj", value) for value in parameters]


def _plain(sql: str) -> str:
    """A slot stands in brackets, as every expression does."""
    while "(%s)" in sql:
        sql = sql.replace("(%s)", "%s")
    return sql
