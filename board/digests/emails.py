"""The mails that tell together: each working morning at 8:30, or on the week's first working day."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from board.digests.queries import addresses_due, lines_due
from board.notifications.actions import LOCK
from board.notifications.emails import settle
from board.notifications.models import NoticeLine
from board.notifications.queries import Line
from board.notifications.text_layout import indented
from board.topics.models import Topic
from common import japanese_calendar
from common.outbox.actions import MailMessage, mail_key, send_mails

AT = datetime.time(8, 30)
MOST = 20  # topics in one mail; the unread list on the site has them all
ADDRESSES_AT_ONCE = 200  # in one transaction
KEPT_FOR = datetime.timedelta(days=90)  # settled lines; by then no job comes back to them
WAITS_FOR = datetime.timedelta(days=60)  # of an address that mail does not reach
PURPOSE = "board.digest"
INDENT = "    "


@dataclass
class Entry:
    """What a digest says of one topic."""

    topic: Topic
    words: list[str] = field(default_factory=list)
    named: bool = False

    @property
    def happened(self) -> str:
        """新しい投稿(連携提案)、返信2 東京都江東区 ほか3件."""
        more = len(self.words) - 2
        shown = "、".join(self.words[:2])
        return f"{shown} ほか{more}件" if more > 0 else shown

    @property
    def title(self) -> str:
        return indented(f"第{self.topic.pk}号 {self.topic.title}", INDENT)

    @property
    def about(self) -> str:
        """Who, until when, what happened."""
        deadline = f"締切 {japanese_calendar.wareki(self.topic.deadline)}" if self.topic.deadline else ""
        happened = f"{'【名指し】' if self.named else ''}{self.happened}"
        parts = [self.topic.organization.full_name, deadline, happened]
        return indented(" / ".join(part for part in parts if part), INDENT)


def moments(now: datetime.datetime) -> dict | None:
    """Up to when lines are told today, by rhythm; None on holidays and before 8:30.

    Later on the same day the moments are the same: a worker that was down catches up.
    """
    here = timezone.localtime(now)
    if not japanese_calendar.is_working_day(here.date()) or here.time() < AT:
        return None
    monday = here.date() - datetime.timedelta(days=here.weekday())
    return {"daily": _at(here.date()), "weekly": _at(japanese_calendar.add_working_days(monday, 0))}


def _at(day: datetime.date, time: datetime.time = AT) -> datetime.datetime:
    return datetime.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())


def send_due_digests() -> int:
    """Send today's digests to those who have not had theirs; how many were sent."""
    told = moments(timezone.now())
    if told is None:
        return 0
    sent = 0
    while (more := _send_some(told)) is not None:
        sent += more
    return sent


@transaction.atomic
def _send_some(told: dict) -> int | None:
    """Digests of some addresses, or None where nothing is due any more; each call settles what it takes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    day = timezone.localtime(told["daily"]).date()
    addresses = addresses_due(told, _at(day, datetime.time()), ADDRESSES_AT_ONCE)
    if not addresses:
        return None
    lines = lines_due(told, addresses)
    _settle_silently([line.pk for line in lines if not line.stands], NoticeLine.Outcome.DROPPED)
    lines = [line for line in lines if line.stands]
    _settle_silently([line.pk for line in lines if line.was_read], NoticeLine.Outcome.READ)
    by_address = defaultdict(list)
    for line in lines:
        if not line.was_read:
            by_address[line.address].append(line)
    topics = Topic.objects.select_related("organization").defer("body", "body_html", "offer", "seek")
    topics = topics.in_bulk({line.topic_id for rows in by_address.values() for line in rows})
    letters = [_letter(day, address, rows, topics) for address, rows in sorted(by_address.items())]
    send_mails(letters)
    settle(
        {letter.key: [line.pk for line in by_address[letter.to]] for letter in letters},
        NoticeLine.Outcome.DIGESTED,
    )
    return len(letters)


def _settle_silently(ids: list[int], outcome: str) -> None:
    NoticeLine.objects.filter(pk__in=ids).update(settled_at=timezone.now(), outcome=outcome)


def _letter(day, address: str, lines: list[Line], topics: dict[int, Topic]) -> MailMessage:
    entries = _entries(lines, topics)
    body = render_to_string(
        "board/digests/mails/digest.txt",
        {
            "entries": entries[:MOST],
            "more": max(0, len(entries) - MOST),
            "count": len(entries),
            "day": day,
            "SITE_URL": settings.SITE_URL,
            "SITE_NAME": settings.SITE_NAME,
        },
    )
    subject = f"掲示板のお知らせ {len(entries)}件({japanese_calendar.wareki(day)})"
    return MailMessage(mail_key(f"notice:digest:{day:%Y%m%d}", address), address, subject, body, PURPOSE)


def _entries(lines: list[Line], topics: dict[int, Topic]) -> list[Entry]:
    """One entry a topic, those that name the reader first, then the newest event first."""
    found: dict[int, Entry] = {}
    told = set()
    for line in reversed(lines):
        if line.event in told:  # a person and the section mailbox that share the address
            continue
        told.add(line.event)
        entry = found.setdefault(line.topic_id, Entry(topics[line.topic_id]))
        entry.words.append(line.words)
        entry.named = entry.named or line.occasion == NoticeLine.Occasion.MENTION
    return sorted(found.values(), key=lambda entry: not entry.named)


def delete_old_lines() -> int:
    """Drop lines that were told long ago, and those that an address waited for in vain."""
    now = timezone.now()
    old, _ = NoticeLine.objects.filter(settled_at__lt=now - KEPT_FOR).delete()
    late, _ = NoticeLine.objects.filter(settled_at=None, created_at__lt=now - WAITS_FOR).delete()
    return old + late
