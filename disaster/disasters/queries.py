"""Disasters that other pages show; what everybody may see; bodies as they were called on a day."""

import datetime

from common.compiled_queries.compiled import compiled
from common.japanese_calendar import wareki
from disaster.disasters.models import Disaster
from members.local_governments.models import LocalGovernment

UNKNOWN_BODY = "「石川県七尾市」のように都道府県から入力するか、6桁の団体コードを入力してください。"
NOT_THAT_DAY = "{day}には、この名称またはコードの自治体はありません。自治体か日付を確かめてください。"


def recent_disasters(limit: int) -> list[Disaster]:
    """Newest disasters that got support."""
    return _recent(limit)


@compiled
def _recent(limit):
    return Disaster.objects.published().standing().newest_first()[:limit]


@compiled
def keys_of_published():
    return Disaster.objects.published().order_by("pk").values_list("pk", flat=True)


@compiled
def keys_told_by(*, disaster, recorded=None):
    """Its own key, and those of what had been merged into it by then."""
    return Disaster.objects.told_by(disaster, recorded).order_by("pk").values_list("pk", flat=True)


def body_on(text: str, day: datetime.date) -> LocalGovernment | None:
    """The one local government of this name or code on that day; None where there is not exactly one."""
    found = LocalGovernment.objects.in_force_on(day).called(text)[:2]
    return found[0] if len(found) == 1 else None


def why_no_body(text: str, day: datetime.date) -> str:
    """Unknown at all, or only on that day."""
    is_known = LocalGovernment.objects.called(text).exists()
    return NOT_THAT_DAY.format(day=wareki(day, weekday=False)) if is_known else UNKNOWN_BODY
