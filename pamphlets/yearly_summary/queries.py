"""A fiscal year of pamphlet requests in numbers (配布依頼の年度集計), by ward or by asking organisation.

The median of the answer times is counted in working days by the database: it gets the days of the time in
question with their running number of working days, and two days' difference is the time between them.
Withdrawn requests are left out.
"""

import datetime
from dataclasses import dataclass, fields

from django.db import connection
from django.utils import timezone

from common import japanese_calendar
from correspondence.requests.models import UNSENT
from members.organizations.models import Organization
from pamphlets.answers.models import TAKEN

OLDEST = 2000
ANSWER_WITHIN = 2  # years after the fiscal year in which an answer may still come

_SQL = """
WITH asked AS (
  SELECT id, organization_id, answers_shown, (sent_at AT TIME ZONE 'Asia/Tokyo')::date AS day
  FROM pamphlets_pamphletrequest
  WHERE sent_at >= %(first)s AND sent_at < %(last)s AND NOT state = ANY(%(left_out)s)
    AND (%(owner)s::bigint IS NULL OR organization_id = %(owner)s)
), working AS (
  SELECT * FROM unnest(%(days)s::date[], %(numbers)s::int[]) AS t(day, number)
)
SELECT {group},
       count(DISTINCT asked.id),
       count(*) FILTER (WHERE answer.state = ANY(%(taken)s)),
       coalesce(sum(answer.copies), 0)::bigint,
       coalesce(sum(answer.places), 0)::bigint,
       coalesce(sum(delivery.handed_out), 0)::bigint,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY ended.number - begun.number)
FROM asked
JOIN pamphlets_wardanswer answer ON answer.pamphlet_id = asked.id
LEFT JOIN pamphlets_delivery delivery ON delivery.answer_id = answer.id
LEFT JOIN working begun
  ON begun.day = coalesce((answer.added_at AT TIME ZONE 'Asia/Tokyo')::date, asked.day)
LEFT JOIN working ended ON ended.day = (answer.answered_at AT TIME ZONE 'Asia/Tokyo')::date
WHERE %(reader)s::bigint IS NULL OR asked.answers_shown = 'all' OR answer.organization_id = %(reader)s
GROUP BY GROUPING SETS (({group}), ())
"""

_COPIES = """
SELECT organization_id, sum(copies_available)::bigint FROM pamphlets_pamphletrequest
WHERE sent_at >= %(first)s AND sent_at < %(last)s AND NOT state = ANY(%(left_out)s)
  AND (%(owner)s::bigint IS NULL OR organization_id = %(owner)s)
GROUP BY GROUPING SETS ((organization_id), ())
"""


@dataclass
class Line:
    """The numbers of one ward, of one asking organisation, or of all."""

    requests: int = 0
    accepted: int = 0  # answers that take copies
    copies: int = 0  # promised
    places: int = 0
    handed_out: int = 0
    median: float | None = None  # working days to the answer
    offered: int | None = None  # copies on offer; of a ward nobody can say
    organization: Organization | None = None

    @property
    def median_text(self) -> str:
        return "" if self.median is None else f"{self.median:.1f}開庁日"


@dataclass
class Summary:
    total: Line
    lines: list[Line]


def by_ward(year: int, *, reader=None) -> Summary:
    """All 23 wards in code order, also those nobody asked; two queries, three for a ward.

    To a ward that is `reader` the other wards' lines count only requests whose answers it may read: where
    few were asked in a year, the numbers would be the answers. The total is that of all requests.
    """
    found = _lines(year, "answer.organization_id")
    total = found.pop(None, Line())
    if reader:
        found = _lines(year, "answer.organization_id", reader=reader)
    lines = []
    for ward in Organization.objects.special_wards().select_related("local_government"):
        line = found.get(ward.pk, Line())
        line.organization = ward
        lines.append(line)
    return Summary(total, lines)


def by_owner(year: int, *, owner=None) -> Summary:
    """The organisations that asked, who offered most first; or `owner` alone. Three queries."""
    found = _lines(year, "asked.organization_id", owner)
    for key, offered in _rows(_COPIES, year, owner):
        found.setdefault(key, Line()).offered = offered or 0
    total = found.pop(None, Line())
    organizations = Organization.objects.select_related("local_government").in_bulk(list(found))
    for key, line in found.items():
        line.organization = organizations[key]
    lines = sorted(found.values(), key=lambda line: (-(line.offered or 0), line.organization.pk))
    return Summary(total, lines)


def _lines(year, group, owner=None, reader=None) -> dict[int | None, Line]:
    """{organisation's key: its numbers}; None is all together."""
    names = [field.name for field in fields(Line)][:6]
    rows = _rows(_SQL.format(group=group), year, owner, reader)
    return {key: Line(**dict(zip(names, values, strict=True))) for key, *values in rows}


def _rows(sql, year, owner, reader=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, _parameters(year, owner) | {"reader": reader.pk if reader else None})
        return cursor.fetchall()


def _parameters(year, owner) -> dict:
    first = datetime.date(year, 4, 1)
    days, numbers = _working(first, datetime.date(year + 1 + ANSWER_WITHIN, 3, 31))
    return {
        "first": _midnight(first),
        "last": _midnight(datetime.date(year + 1, 4, 1)),
        "left_out": [*UNSENT, "withdrawn"],
        "taken": list(TAKEN),
        "owner": owner.pk if owner else None,
        "days": days,
        "numbers": numbers,
    }


def _midnight(day) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.min, timezone.get_default_timezone())


def _working(first, last) -> tuple[list[datetime.date], list[int]]:
    """Every day of the time, and how many working days there were up to and including it."""
    days = [first + datetime.timedelta(days=i) for i in range((last - first).days + 1)]
    numbers, count = [], 0
    for day in days:
        count += japanese_calendar.is_working_day(day)
        numbers.append(count)
    return days, numbers
