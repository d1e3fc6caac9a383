"""Ten times the content, by copies that PostgreSQL makes of what is there: rows alike, with shorter texts."""

from collections.abc import Mapping

from django.db import connection

COPIES = 9
STEP = 10_000_000  # between the numbers of a row and of its next copy
# table: what differs in copy {k}; a text keeps its beginning, so that words planted at its end stay rare
COPIED: Mapping[str, Mapping[str, str]] = {
    "board_topic": {
        "id": "id + {k} * {step}",
        "parent_id": "parent_id + {k} * {step}",
        "activity_no": "activity_no + {k} * {step}",
        "body": "left(body, 60)",
        "body_html": "left(body, 60)",
    },
    "board_topic_audience_organizations": {"topic_id": "topic_id + {k} * {step}"},
    "board_topicstep": {"topic_id": "topic_id + {k} * {step}"},
    "board_reply": {
        "topic_id": "topic_id + {k} * {step}",
        "activity_no": "activity_no + {k} * {step}",
        "body": "left(body, 60)",
        "body_html": "left(body, 60)",
    },
    "common_indexedtext": {
        "object_id": "object_id + {k} * {step}",
        "parent_id": "parent_id + {k} * {step}",
        "body": "left(body, 12)",  # what takes the time is to index them
        "context": "left(context, 12)",
    },
}
ORIGINALS = {
    "board_topic": "id < {step}",
    "board_topic_audience_organizations": "topic_id < {step}",
    "board_topicstep": "topic_id < {step}",
    "board_reply": "topic_id < {step}",
    "common_indexedtext": "object_id < {step}",
}
# what people have read moves to the newest copy: it looks as the original does
READ = """
UPDATE board_readingfloor SET activity_no = activity_no + {k} * {step};
UPDATE board_readmark SET topic_id = topic_id + {k} * {step}, activity_no = activity_no + {k} * {step}
"""


def multiply() -> None:
    """Fill this database, which holds the full content, with copies of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica"
        )  # foreign keys of copies hold as the originals'
        cursor.execute("SET synchronous_commit = off; SET maintenance_work_mem = '256MB'")
        for table, differing in COPIED.items():
            _multiply(cursor, table, differing)
        cursor.execute(READ.format(k=COPIES, step=STEP))
        cursor.execute("RESET session_replication_role")


def _multiply(cursor, table: str, differing: Mapping[str, str]) -> None:
    """Without its indexes a table takes rows several times as fast; they are built anew at the end."""
    indexes = _indexes(cursor, table)
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    columns = [name for name in _columns(cursor, table) if name != "id" or "id" in differing]
    values = ", ".join(differing.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    for copy in range(1, COPIES + 1):
        rows = f"SELECT {values} FROM {table} WHERE {ORIGINALS[table]}".format(k=copy, step=STEP)  # noqa: S608
        cursor.execute(f"INSERT INTO {table} ({names}) {rows}")
    for _, definition in indexes:
        cursor.execute(definition)


def _columns(cursor, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _indexes(cursor, table: str) -> list[tuple[str, str]]:
    """Name and definition of those that hold no constraint."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
        [table],
    )
    return cursor.fetchall()
