"""Each compiled query is held against what the ORM makes of the same queryset for the person who asks."""

from django.core.exceptions import EmptyResultSet

from common.compiled_queries.compiled import CompiledQuery

CHECKED = 3  # runs of each statement that are compared
_call = CompiledQuery.__call__
_runs: dict[tuple, int] = {}


def start() -> None:
    CompiledQuery.__call__ = _checked_call


def _checked_call(self, *shape, **values):
    key = (self, shape)
    _runs[key] = _runs.get(key, 0) + 1
    rows = _call(self, *shape, **values)
    if _runs[key] <= CHECKED:
        assert_same_statement(self, shape, values)
    return rows


def by_orm(query: CompiledQuery, shape, values):
    """The queryset that the function returns for the real person and values."""
    return query.build(*(getattr(part, "person", part) for part in shape), **values)


def assert_same_statement(query: CompiledQuery, shape, values) -> None:
    plan = query.plans[shape]
    filled = dict(values)
    for part in shape:
        filled |= getattr(part, "values", {})
    try:
        sql, parameters = by_orm(query, shape, values).query.sql_with_params()
    except EmptyResultSet:
        assert not plan.sql, query.__qualname__
    else:
        assert (_plain(plan.sql), plan.filled(filled)) == (_plain(sql), tuple(parameters)), query.__qualname__


def _plain(sql: str) -> str:
    """A slot stands in brackets, as every expression does."""
    return sql.replace("(%s)", "%s")
