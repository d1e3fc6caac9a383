"""Words that found nothing (見つからなかった言葉), counted for the secretariat, who adds synonyms.

Only the word, the month and how often: not who, from where or when. What looks like an address, a telephone
number or a sentence is not kept, nor a word after a year.
"""

import datetime
import re

from django.db import connection
from django.db.models import Sum

from common import text
from common.japanese_calendar import today
from common.search.models import SearchMiss

MAX_LENGTH = 30
MAX_WORDS_OF_MONTH = 2_000
KEPT_MONTHS = 12
SHOWN_MONTHS = 3
_PERSONAL = re.compile(r"[@＠]|[0-9０-９][0-9０-９ー－-]{5,}|https?:|www\.")

_COUNT = """
    INSERT INTO common_searchmiss (word, month, times)
    SELECT %s, %s, 1
    WHERE (SELECT count(*) FROM common_searchmiss WHERE month = %s) < %s
        OR EXISTS (SELECT FROM common_searchmiss WHERE month = %s AND word = %s)
    ON CONFLICT (word, month) DO UPDATE SET times = common_searchmiss.times + 1
"""


def record_miss(q: str) -> None:
    word, month = " ".join(text.clean(q).split()), today().replace(day=1)
    if 2 <= len(word) <= MAX_LENGTH and not _PERSONAL.search(word):
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [word, month, month, MAX_WORDS_OF_MONTH, month, word])


def recent_misses(limit: int) -> list[tuple[str, int]]:
    """(word, how often) of the last months, the most frequent first."""
    since = months_before(today(), SHOWN_MONTHS - 1)
    words = SearchMiss.objects.filter(month__gte=since).values_list("word").annotate(sum=Sum("times"))
    return list(words.order_by("-sum", "word")[:limit])


def forget_miss(word: str) -> None:
    SearchMiss.objects.filter(word=word).delete()


def purge_misses() -> int:
    """How many words were removed because they are older than a year."""
    deleted, _ = SearchMiss.objects.filter(month__lt=months_before(today(), KEPT_MONTHS)).delete()
    return deleted


def months_before(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month so many months before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, 1)
