"""Digest mails: each working day at 8:30, or on the first working day of the week."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from board.digests.queries import due_addresses, due_notifications
from board.digests.rules import cutoffs
from board.notifications.emails import UNREADABLE, WatchedMail, drop_unreadable, settle, settle_without_mail
from board.notifications.models import Notification
from board.notifications.planning import lock_notifications
from board.notifications.queries import PendingNotification
from board.notifications.text_layout import indented
from board.subscriptions.unsubscribe_links import digest_path
from board.topics.models import Topic
from common import japanese_calendar
from common.outbox.mails import WATCHED, Mail, write_all

MAX_TOPICS = 20  # in one mail; the unread list on the site has them all
BATCH = 200  # addresses in one transaction
DELETE_SETTLED_AFTER = datetime.timedelta(days=90)  # by then no job needs them any more
DELETE_UNDELIVERED_AFTER = datetime.timedelta(days=60)  # of an address that mail does not reach
INDENT = "    "
ABOUT_DEFAULT = """
このまとめは、はじめてお送りします。
担当部署の共通アドレスには、次のとおりにお送りしています。
・事務局の投稿、返信、名指しは、そのつど
・そのほかの新しい投稿は、週の最初の開庁日の朝に、まとめて1通
毎朝のまとめやそのつどのメールに変えること、止めることができます。
"""


@dataclass
class Entry:
    """What a digest says of one topic."""

    topic: Topic
    summaries: list[str] = field(default_factory=list)
    named: bool = False

    @property
    def happened(self) -> str:
        """新しい投稿(連携提案)、返信2 東京都江東区 ほか3件."""
        more = len(self.summaries) - 2
        shown = "、".join(self.summaries[:2])
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


class Digest(Mail):
    """What waited for an address until the morning of this `day`: one mail with an entry for each topic."""

    about = None
    label = "掲示板: まとめての知らせ"
    rhythm = WATCHED
    personal = ("stop", "about_default")
    headers = WatchedMail.headers
    no_longer_holds = UNREADABLE

    def __init__(self, about=None, *, address="", pending=(), entries=(), is_first=False, **values):
        super().__init__(about, **values)
        self.address, self.pending, self.entries = address, pending, entries  # while it is written
        self.is_first = is_first

    def recipients(self):
        return [self.address]

    def write(self) -> int:
        return write_digests([self])

    def holding(self, addresses):
        return set(addresses)  # asked a moment ago, for all of them at once

    def still_holds(self, to):
        """All that it tells may still be read; else what may be waits for the next digest."""
        return not drop_unreadable(self.row)

    def context(self):
        shown, count = self.entries[:MAX_TOPICS], len(self.entries)
        day = datetime.date.fromisoformat(self.facts["day"])
        return {"entries": shown, "count": count, "more": count - len(shown), "day": day}

    def personal_values(self, addresses):
        path = digest_path(list({row.owner for row in self.pending}))
        about = ABOUT_DEFAULT if self.is_first else ""
        return {to: {"stop": settings.SITE_URL + path, "about_default": about} for to in addresses}


def write_digests(digests: list[Digest]) -> int:
    """Write them with one insert and settle what they tell; returns how many there are."""
    written = write_all(digests, batch=None)
    mailed = {digest.key(digest.address): [row.pk for row in digest.pending] for digest in digests}
    settle(mailed, Notification.Outcome.DIGESTED)
    return written


def send_due_digests() -> int:
    """Send today's digests to those who have not had theirs; returns how many were sent.

    Raises at the end what kept a digest from being written.
    """
    until = cutoffs(timezone.now())
    sent, batch, broken, trouble = 0, BATCH, [], None
    while until and (addresses := due_addresses(until, batch, broken)):
        try:
            sent += _send_batch(until, addresses)
        except Exception as error:  # one digest that cannot be written holds up no other
            trouble = error
            if batch == 1:
                broken += addresses
            batch = 1
    if trouble:
        raise trouble
    return sent


@transaction.atomic
def _send_batch(until: dict, addresses: list[str]) -> int:
    """Digests of these addresses; it settles what it takes."""
    lock_notifications()
    return write_digests(due_digests(until["day"], due_notifications(until, addresses)))


def due_digests(day: datetime.date, rows: list[PendingNotification]) -> list[Digest]:
    """One for each address, of what holds and was not read on the site; the rest of it is settled."""
    settle_without_mail([row.pk for row in rows if not row.still_holds], Notification.Outcome.DROPPED)
    rows = [row for row in rows if row.still_holds]
    settle_without_mail([row.pk for row in rows if row.was_read], Notification.Outcome.READ)
    pending = defaultdict(list)
    for row in rows:
        if not row.was_read:
            pending[row.address].append(row)
    topics = Topic.objects.select_related("organization").defer("body", "body_html", "offer", "seek")
    topics = topics.in_bulk({row.topic_id for rows in pending.values() for row in rows})
    known = _had_digests(pending)
    return [
        Digest(
            address=to, pending=rows, entries=_entries(rows, topics), is_first=to not in known, day=f"{day}"
        )
        for to, rows in sorted(pending.items())
    ]


# stops at the first of each address
_HAD_DIGESTS = """
SELECT address FROM unnest(%(addresses)s::text[]) AS address
WHERE EXISTS (SELECT 1 FROM common_outgoingmail mail
              WHERE lower(mail."to") = address AND mail.purpose = %(purpose)s)
"""


def _had_digests(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses to which one was sent before."""
    with connection.cursor() as cursor:
        cursor.execute(_HAD_DIGESTS, {"addresses": list(addresses), "purpose": Digest.purpose})
        return {address for (address,) in cursor.fetchall()}


def _entries(rows: list[PendingNotification], topics: dict[int, Topic]) -> list[Entry]:
    """One entry for each topic, those that mention the reader first, then the newest event first."""
    found: dict[int, Entry] = {}
    seen = set()
    for row in reversed(rows):
        if row.event in seen:  # a person and the section mailbox that share the address
            continue
        seen.add(row.event)
        entry = found.setdefault(row.topic_id, Entry(topics[row.topic_id]))
        entry.summaries.append(row.summary)
        entry.named = entry.named or row.occasion == Notification.Occasion.MENTION
    return sorted(found.values(), key=lambda entry: not entry.named)


def delete_old_notifications() -> int:
    """Delete notifications that were sent long ago, and those that could not be delivered for long."""
    now = timezone.now()
    old, _ = Notification.objects.filter(settled_at__lt=now - DELETE_SETTLED_AFTER).delete()
    late, _ = Notification.objects.filter(
        settled_at=None, created_at__lt=now - DELETE_UNDELIVERED_AFTER
    ).delete()
    return old + late
