"""Whether a bulletin may be written, and what stands against publishing it."""

import datetime

from common.japanese_calendar import today, wareki
from disaster.bulletins.models import Bulletin
from disaster.disasters.models import Disaster
from disaster.disasters.rules import can_edit_disasters

IN_FUTURE = "時点は、今日までの日にしてください。"
BEFORE_ONSET = "時点は、災害の発生（{}）以後の日にしてください。"
DISASTER_IS_DRAFT = "災害がまだ公開されていません。災害を公開してから、報を公開してください。"


def can_edit_bulletin(user, bulletin: Bulletin) -> bool:
    """A draft; what was published is corrected by a further bulletin."""
    return can_edit_disasters(user) and not bulletin.is_published and not bulletin.disaster.merged_into_id


def can_correct_bulletin(user, bulletin: Bulletin) -> bool:
    return can_edit_disasters(user) and bulletin.is_published and not bulletin.disaster.merged_into_id


def day_problem(disaster: Disaster, as_of: datetime.date) -> str:
    """Why there can be no bulletin of that day; "" where there can."""
    if as_of > today():
        return IN_FUTURE
    if disaster.began_on and as_of < disaster.began_on:
        return BEFORE_ONSET.format(wareki(disaster.began_on, disaster.date_precision))
    return ""


def publication_problem(bulletin: Bulletin) -> str:
    """Why it cannot be published now; "" where it can."""
    if not bulletin.disaster.is_published:
        return DISASTER_IS_DRAFT
    return day_problem(bulletin.disaster, bulletin.as_of)
