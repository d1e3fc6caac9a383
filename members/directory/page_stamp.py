"""When a public page of this room has changed."""

from django.db import connection

from common import page_cache
from common.japanese_calendar import today

# Every write gives a row a new xmin, whoever wrote it and how: no action has to remember a date of change.
# The sum grows with each write (cmin: with each within one transaction); the count tells deletions apart.
_STATE = " UNION ALL ".join(
    f"SELECT concat_ws('.', count(*), sum(xmin::text::bigint), sum(cmin::text::bigint)) FROM {table}"  # noqa: S608
    for table in ("members_organization", "members_localgovernment", "members_formername", "members_metric")
)


def stamp(**kwargs) -> str:
    """Changes with organisations, master data, published figures, and with the day they are counted on."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        states = "-".join(row[0] for row in cursor.fetchall())
    return f"members-{today():%Y%m%d}-{states}"


public_page = page_cache.cached_for_visitors(stamp)
