"""The days that hang on the period of an event: of its programme, and those that differ."""

import datetime

from django.db.models import prefetch_related_objects

from common.japanese_calendar import wareki
from events.events.models import Event

NAMED = 5
SENTENCE = (
    "開催期間の外になる日があります：{names}。先に、プログラムの日付や休場日を直すか、空欄にしてください。"
    "期間の長さを変えずに動かすときは、一緒に動きます。"
)


def shift_of(event: Event, first: datetime.date | None, last: datetime.date | None) -> int:
    """By how many days the whole period moves, as long as before; 0 where it does not, or is another one."""
    if not (event.starts_on and first and event.is_on_known_day):
        return 0
    length = (event.ends_on or event.starts_on) - event.starts_on
    return (first - event.starts_on).days if (last or first) - first == length else 0


def why_not_in_period(
    event: Event, first: datetime.date | None, last: datetime.date | None, *, special_days: bool = True
) -> str:
    """What would lie outside of the new period, as a sentence; "" where nothing does.

    `special_days` False where these are typed in the same form. Prefetch both for a list.
    """
    if event.pk is None or first is None or shift_of(event, first, last):
        return ""
    prefetch_related_objects([event], "programme_parts", "special_days")
    dated = [(part.day, f"プログラム「{part.title}」") for part in event.programme_parts.all() if part.day]
    if special_days:
        dated += [(special.day, "休場日・時間の違う日") for special in event.special_days.all()]
    out = [f"{name}（{wareki(day)}）" for day, name in sorted(dated) if not first <= day <= (last or first)]
    if not out:
        return ""
    return SENTENCE.format(
        names="、".join(out[:NAMED]) + (f"ほか{len(out) - NAMED}件" if out[NAMED:] else "")
    )
