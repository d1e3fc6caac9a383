"""Many disasters, records and versions, written by SQL in seconds."""

from django.db import connection

from disaster.figures.actions import make_all_sums

_DISASTERS = """
    INSERT INTO disaster_disaster (key, name, kind, began_on, date_precision, note, source, state,
        published_at, created_at, changed_at)
    SELECT 'bulk-' || n, '見本の災害' || n, 'rain', DATE '2006-01-01' + n * 30, 'day', '', '見本',
        'published', DATE '2006-01-01' + n * 30, now(), now()
    FROM generate_series(1, %(disasters)s) AS n
"""
_RECORDS = """
    INSERT INTO disaster_supportrecord (disaster_id, key)
    SELECT (SELECT min(id) FROM disaster_disaster WHERE key LIKE 'bulk-%%') + n %% %(disasters)s, ''
    FROM generate_series(1, %(records)s) AS n
"""
# a version a year; every second record is of staff, the others are payments; one in ten is not known
_VERSIONS = """
    INSERT INTO disaster_supportrecordversion (record_id, number, recorded_at, superseded_at, reason, words,
        kind, giver, sender, recipient, amount_yen, people, basis, state, "window", period_start, period_end,
        length, job, scheme, item, unit, content, note, internal_note, derived, is_partial, coverage, source)
    SELECT r.id, v, moment, CASE WHEN v < %(versions)s THEN moment + interval '1 year' END,
        CASE WHEN v = 1 THEN 'new' ELSE 'information' END, CASE WHEN v = 1 THEN '' ELSE '追加の発表' END,
        CASE WHEN staff THEN 'staff' ELSE 'recovery' END, 'joint', '特別区（23区共同）', '見本市',
        CASE WHEN NOT staff AND known THEN r.id * 1000 + v END,
        CASE WHEN staff AND known THEN r.id %% 9 + v END,
        CASE WHEN staff AND known THEN 'heads' ELSE '' END, 'ended', 'period',
        DATE '2020-01-01' + (r.id %% 2000)::int, DATE '2020-01-05' + (r.id %% 2000)::int,
        '', '', '', '', '', '', '', '', '', r.id %% 7 = 0,
        CASE WHEN r.id %% 7 = 0 THEN '表の一部' ELSE '' END,
        '出典' || r.id %% 40
    FROM disaster_supportrecord AS r
    CROSS JOIN generate_series(1, %(versions)s) AS v
    CROSS JOIN LATERAL (SELECT r.id / %(disasters)s %% 2 = 0 AS staff, r.id %% 10 <> 3 AS known,
        TIMESTAMPTZ '2020-01-01' + v * interval '1 year' + r.id %% 300 * interval '1 day' AS moment) AS facts
    JOIN disaster_disaster AS d ON d.id = r.disaster_id AND d.key LIKE 'bulk-%%'
"""


def fill_support(disasters: int = 200, records: int = 20_000, versions: int = 6) -> None:
    numbers = {"disasters": disasters, "records": records, "versions": versions}
    with connection.cursor() as cursor:
        for statement in (_DISASTERS, _RECORDS, _VERSIONS):
            cursor.execute(statement, numbers)
        cursor.execute("ANALYZE disaster_disaster, disaster_supportrecord, disaster_supportrecordversion")
    make_all_sums()  # in seconds: PostgreSQL knows how many rows there are
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE disaster_supportsum")
