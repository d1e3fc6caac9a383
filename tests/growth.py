"""What statements read, and tables made large: nothing that runs often may cost more because much is kept."""

import json
from collections import Counter

from django.db import connection, transaction


def copy_row(table: str, pk: int, copies: int, **columns: str) -> None:
    """Add so many copies of a row; `columns` say in SQL what differs, `g` being the number of the copy."""
    changed = ", ".join(f"'{name}', {sql}" for name, sql in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {table} SELECT (jsonb_populate_record(r, jsonb_build_object(
                'id', nextval(pg_get_serial_sequence('{table}', 'id')), {changed}))).*
            FROM {table} r, generate_series(1, %s) g WHERE r.id = %s""",  # noqa: S608 our own words
            [copies, pk],
        )


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def blocks_read(call) -> Counter:
    """How many blocks of tables and indexes each statement of `call` touches; what it does is undone."""
    read = Counter()
    for sql, plan in _plans(call):
        read[sql] += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return read


def rows_visited(call) -> Counter:
    """How many rows of tables each statement of `call` looks at; what it does is undone.

    Unlike blocks nearly the same in each honest plan: an index that is asked for each row touches its root
    again and again.
    """
    visited = Counter()
    for sql, plan in _plans(call):
        visited[sql] += _visited(plan)
    return visited


def _visited(node: dict) -> int:
    below = sum(map(_visited, node.get("Plans", ())))
    if "Relation Name" not in node:
        return below
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck")
    return below + round(sum(node.get(name, 0) for name in names) * node["Actual Loops"])


def _plans(call) -> list[tuple[str, dict]]:
    """Each statement of `call` with the plan by which it ran."""
    plans = []

    def explain(execute, sql, params, many, context):
        if not many and sql.lstrip("( \n").startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            with transaction.atomic(), connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                found = cursor.fetchone()[0]
                plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
                plans.append((" ".join(sql.split()), plan))
                transaction.set_rollback(True)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(explain):
            call()
        transaction.set_rollback(True)
    return plans
