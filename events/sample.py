"""Fictitious events for a first look, each marked 【見本】; dates lie ahead of the day they are loaded."""

import datetime

from django.db import transaction
from django.utils import timezone

from events.models import Event, Participation
from members.models import LocalGovernment
from office import index
from office.calendar import today
from office.publication import DatePrecision, State

SOURCE = "見本のデータ（実在の催しではありません）"
# kind, title, days ahead, days long, venue, prefecture, participant code, summary
COMING = (
    (
        Event.Kind.EXHIBITION,
        "【見本】全国連携展示「海と伝統のまち 堺」",
        12,
        20,
        "東京区政会館1階エントランスホール（見本）",
        "大阪府",
        "271403",
        "刃物や線香などの伝統産業を、職人の道具と写真で紹介する見本の展示です。\n\n・入場は無料です\n・平日の10時から17時まで",
    ),
    (
        Event.Kind.LECTURE,
        "【見本】全国連携講演会「遠くのまちと防災で手を結ぶ」",
        26,
        1,
        "オンライン（見本）",
        "",
        "",
        "離れた自治体どうしの災害時の助け合いを考える、見本の講演会です。",
    ),
    (
        Event.Kind.WARD_EVENT,
        "【見本】北海道くしろ物産展",
        40,
        2,
        "豊洲駅前広場（見本）",
        "北海道",
        "012068",
        "釧路の水産加工品と乳製品が並ぶ、見本の物産展です。",
    ),
)


@transaction.atomic
def load() -> dict[str, int]:
    """Load the sample events that are missing; returns how many were written."""
    known = set(Event.objects.filter(fact_key__startswith="sample-").values_list("fact_key", flat=True))
    made = 0
    for number, row in enumerate(COMING, 1):
        if f"sample-{number}" not in known:
            _make(f"sample-{number}", row)
            made += 1
    return {"見本のイベント": made + _make_month_only(known)}


def _make(key, row) -> None:
    kind, title, ahead, days, venue, prefecture, code, summary = row
    first = today() + datetime.timedelta(days=ahead)
    event = Event.objects.create(
        fact_key=key,
        kind=kind,
        title=title,
        summary=summary,
        starts_on=first,
        ends_on=first + datetime.timedelta(days=days - 1),
        venue=venue,
        prefecture=prefecture,
        host="特別区長会・特別区協議会（見本）",
        source=SOURCE,
        state=State.PUBLISHED,
        published_at=timezone.now(),
    )
    if government := LocalGovernment.objects.by_codes([code]).get(code):
        Participation.objects.create(event=event, local_government=government)
    index.refresh_now(event)


def _make_month_only(known) -> int:
    """One whose day is not fixed yet, as it is with real plans."""
    if "sample-month" in known:
        return 0
    later = today() + datetime.timedelta(days=90)
    event = Event.objects.create(
        fact_key="sample-month",
        kind=Event.Kind.SHOWCASE,
        title="【見本】魅力発信イベント 冬の味めぐり",
        summary="各地の冬の味覚を集める、見本のイベントです。日程は決まりしだいお知らせします。",
        starts_on=later.replace(day=1),
        date_precision=DatePrecision.MONTH,
        host="特別区長会・特別区協議会（見本）",
        source=SOURCE,
        state=State.PUBLISHED,
        published_at=timezone.now(),
    )
    index.refresh_now(event)
    return 1
