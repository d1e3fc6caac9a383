"""Lines of a comparison, read a page at a time: all of a large one would take a hundred megabytes."""

import json
from collections.abc import Sequence

from django.db import connection

from members.import_export.models import BaseSheetImport

_LINES = """
    SELECT line.value FROM {table},
        jsonb_path_query({table}.report, '$[*] ? (@.state == $state)', jsonb_build_object('state', %s::text))
            WITH ORDINALITY AS line (value, place)
    WHERE {table}.id = %s ORDER BY line.place LIMIT %s OFFSET %s
"""


class ReportLines(Sequence):
    """The lines of an import in that state."""

    def __init__(self, sheet_import: BaseSheetImport, state: str):
        self._import, self._state = sheet_import, state

    def __len__(self):
        return 0 if self._import.is_report_gone else self._import.counts.get(self._state, 0)

    def __getitem__(self, window: slice) -> list[dict]:
        statement = _LINES.format(table=connection.ops.quote_name(self._import._meta.db_table))
        values = [self._state, self._import.pk, window.stop - window.start, window.start]
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return [json.loads(line) for (line,) in cursor.fetchall()]
