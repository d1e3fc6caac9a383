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

    def explain(execute, sql, params, many, context):
        if not many and sql.lstrip("( \n").startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            with transaction.atomic(), connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                found = cursor.fetchone()[0]
                plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
                read[" ".join(sql.split())] += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
                transaction.set_rollback(True)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(explain):
            call()
        transaction.set_rollback(True)
    return read
