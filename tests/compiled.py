"""Each compiled query is held against what the ORM makes of the same queryset for the person who asks."""

from collections import Counter

from django.core.exceptions import EmptyResultSet

from common.compiled_queries.compiled import CompiledQuery, Listing, _filled, _whole

CHECKED = 3  # runs of each statement that are compared
_call, _window, _runs = CompiledQuery.__call__, Listing.window, Counter()


def start() -> None:
    CompiledQuery.__call__ = _checked_call
    Listing.window = _checked_window


def _checked_call(self, *shape, **values):
    check(self, shape, values)
    return _call(self, *shape, **values)


def _checked_window(self, first, count, *, by_keys):
    check(self.query, self.shape, self.values)
    return _window(self, first, count, by_keys=by_keys)


def check(query: CompiledQuery, shape: tuple, values: dict) -> None:
    _runs[query, shape] += 1
    if _runs[query, shape] <= CHECKED:
        assert_same_statement(query, shape, values)


def by_orm(query: CompiledQuery, shape: tuple, values: dict):
    """The queryset that the function returns for the real person and values."""
    return query.build(*(getattr(each, "person", each) for each in shape), **values)


def assert_same_statement(query: CompiledQuery, shape: tuple, values: dict) -> None:
    plan = query.plan(shape, frozenset(values), _whole)
    try:
        sql, parameters = by_orm(query, shape, values).query.sql_with_params()
    except EmptyResultSet:
        assert not plan.sql, query.__qualname__
    else:
        ours = _plain(plan.sql), plan.filled(_filled(shape, values))
        assert ours == (_plain(sql), tuple(parameters)), query.__qualname__


def _plain(sql: str) -> str:
    """A slot stands in brackets, as every expression does."""
    return sql.replace("(%s)", "%s")
