"""Disasters that other pages show; which are told on the page of another; bodies as they were called then."""

import datetime
from collections.abc import Iterable

from common.compiled_queries.compiled import compiled
from common.japanese_calendar import wareki
from disaster.disasters.models import Disaster, DisasterPeriod
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
def keys_told_in_public(*, recorded=None):
    return Disaster.objects.told_in_public(recorded).order_by("pk").values_list("pk", flat=True)


@compiled
def keys_with_merged(*, disasters, recorded=None):
    """Their own keys, and those of what had been merged into them by then."""
    told = Disaster.objects.filter(pk__any=disasters).with_merged(recorded)
    return told.order_by("pk").values_list("pk", flat=True)


def keys_told_beside(disaster: Disaster) -> list[int]:
    """Of all that are told on one page with it: what it was merged into, and what else was."""
    return list(keys_with_merged(disasters=[wholes_at().get(disaster.pk, disaster.pk)]))


def wholes_at(moment: datetime.datetime | None = None) -> dict[int, int]:
    """{merged disaster: the one on whose page it is told at that moment}, by their keys; one query."""
    into = dict(_merges(**({"recorded": moment} if moment else {})))
    wholes = {}
    for pk, whole in into.items():
        while whole in into:
            whole = into[whole]
        wholes[pk] = whole
    return wholes


def page_of(disaster: Disaster) -> Disaster:
    """The disaster on whose page this one is told now."""
    while disaster.merged_into_id:
        disaster = disaster.merged_into
    return disaster


def named_by_page(versions: Iterable, moment: datetime.datetime | None = None) -> list:
    """Each record with the disaster on whose page it is told, in place of its own: that may be a draft."""
    versions, wholes = list(versions), wholes_at(moment)
    merged = [version.record for version in versions if version.record.disaster_id in wholes]
    pages = Disaster.objects.in_bulk({wholes[record.disaster_id] for record in merged}) if merged else {}
    for record in merged:
        record.disaster = pages[wholes[record.disaster_id]]
    return versions


@compiled
def _merges(*, recorded=None):
    """(merged disaster, the one that it was merged into)."""
    merges = Disaster.objects.filter(merged_into__isnull=False).order_by().values_list("pk", "merged_into")
    if recorded is None:
        return merges
    over = DisasterPeriod.objects.at(recorded).filter(merged_into__isnull=False).order_by()
    return merges.filter(merged_at__lte=recorded).union(over.values_list("disaster", "merged_into"))


def body_on(text: str, day: datetime.date) -> LocalGovernment | None:
    """The one local government of this name or code on that day; None where there is not exactly one.

    By the code of one that was abolished by then it is what followed that one.
    """
    found = set(LocalGovernment.objects.in_force_on(day).called(text)[:2])
    if not found:
        gone = LocalGovernment.objects.filter(abolished_on__lte=day).called(text)[:2]
        found = {body for body in (each.present for each in gone) if body and body.was_in_force_on(day)}
    return found.pop() if len(found) == 1 else None


def why_no_body(text: str, day: datetime.date) -> str:
    """Unknown at all, or only on that day."""
    is_known = LocalGovernment.objects.called(text).exists()
    return NOT_THAT_DAY.format(day=wareki(day, weekday=False)) if is_known else UNKNOWN_BODY
