"""The list of events as a table; each number of people in the column of what it counts."""

from django.conf import settings
from django.db.models import Prefetch

from common.japanese_calendar import fiscal_year_name
from common.publication.models import date_as_known
from events.headcounts.models import Headcount
from events.participations.models import Participation

COUNTS = list(Headcount.Basis)
MAX_ROWS = 5000  # rows of one file; a list that long is asked for by year
HEADER = [
    "種類",
    "名称",
    "開始日",
    "終了日",
    "日付の確かさ",
    "年度",
    "会場",
    "都道府県",
    "主催",
    "出展・参加自治体",
    *(basis.label for basis in COUNTS),
    "人数の書き方（出典）",
    "備考",
    "出典",
    "ページ",
]


def _shown():
    return Participation.objects.shown().select_related("local_government", "organization")


def rows(events):
    """One line per event; an empty cell is unknown."""
    asked = events.prefetch_related("headcounts", Prefetch("participations", _shown()))
    for event in asked[:MAX_ROWS]:
        counts = {headcount.basis: headcount for headcount in event.headcounts.all()}
        yield [
            event.get_kind_display(),
            event.title,
            date_as_known(event.starts_on, event.date_precision),
            event.ends_on.isoformat() if event.ends_on else "",
            event.get_date_precision_display(),
            fiscal_year_name(event.fiscal_year) if event.fiscal_year else "",
            event.place,
            event.prefecture,
            event.host,
            "、".join(p.full_name for p in event.participations.all()),
            *(counts[basis].number if basis in counts else "" for basis in COUNTS),
            "、".join(count.label for count in counts.values() if count.label),
            event.note,
            event.source,
            f"{settings.SITE_URL}{event.get_absolute_url()}",
        ]
