"""When a public page of this room has changed."""

from django.db import connection

from office import freshness
from office.calendar import today

# Every write gives a row a new xmin, whoever wrote it and how: no action has to remember a date of change.
# The sum grows with each write; the count keeps a deletion from hiding behind one.
_STATE = """
    SELECT (SELECT count(*) || '-' || coalesce(sum(xmin::text::bigint), 0) FROM members_organization),
           (SELECT count(*) || '-' || coalesce(sum(xmin::text::bigint), 0) FROM members_localgovernment),
           (SELECT count(*) || '-' || coalesce(sum(xmin::text::bigint), 0) FROM members_metric)
"""


def stamp(**kwargs) -> str:
    """Changes with organisations, master data, published figures, and with the day they are counted on."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        return f"members-{today():%Y%m%d}-{'-'.join(cursor.fetchone())}"


public_page = freshness.public_page(stamp)
